internal import CairnMessages
internal import Identifiers

extension Seals {
  /// Takes in one more event; those that seal or release nothing change nothing.
  package mutating func apply(_ event: DomainEvent) {
    switch event {
    case .caseSealed(let sealed): add(Seal(sealed.terms, .wholeCase))
    case .categoriesSealed(let sealed):
      let categories = sealed.categories.compactMap(DataCategory.init)
      let isWhole = categories.count == sealed.categories.count
      add(isWhole ? Seal(sealed.terms, .categories(DataCategorySet(categories))) : nil)
    case .contributionSealed(let sealed): add(Seal(sealed.terms, .contribution))
    case .caseUnsealed(let unsealed): release(unsealed.sealID)
    case .sealReleased(let released): release(released.sealID)
    default: break
    }
  }

  /// `nil` for a seal that only a damaged log holds, or a later version of the program wrote.
  private mutating func add(_ seal: Seal?) {
    if let seal { all.append(seal) } else { isDamaged = true }
  }

  private mutating func release(_ id: String) {
    guard let index = all.firstIndex(where: { $0.id.description == id }) else { return }
    all[index].isReleased = true
  }
}

extension Seals.Seal {
  fileprivate init?(_ terms: SealTerms?, _ scope: Seals.Scope) {
    guard let terms, let id = Identifier128(terms.sealID), let owner = AgencyID(terms.agencyID) else { return nil }
    self.init(
      id: id, owner: Sealer(owner, terms.role), readers: terms.readers.compactMap(Seals.Reader.init), scope: scope)
  }
}

extension Seals.Reader {
  /// `nil` for one that cannot be read: nobody must be let in who was not meant.
  fileprivate init?(_ reader: SealReader) {
    let person = Identifier128(reader.personID)
    guard let agencyID = AgencyID(reader.agencyID), reader.personID.isEmpty == (person == nil) else { return nil }
    self.init(agencyID: agencyID, person: person)
  }
}
