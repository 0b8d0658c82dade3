internal import CairnMessages
internal import Identifiers

extension AccessGrants {
  /// Takes in one more event of the case; those that give or end no access change nothing.
  package mutating func apply(_ event: DomainEvent) {
    switch event {
    case .accessGranted(let granted): add(Grant(granted))
    case .glassBroken(let broken): add(Grant(broken))
    case .accessEnded(let ended):
      // A later end than its own would give what was never granted.
      change(ended.grantID) { $0.end = min($0.end, ended.endAtUs) }
    case .glassReviewed(let reviewed): change(reviewed.grantID) { $0.isReviewed = true }
    default: break
    }
  }

  /// `nil` for a grant that only a damaged log holds: it gives nothing.
  private mutating func add(_ grant: Grant?) {
    if let grant { all.append(grant) } else { isDamaged = true }
  }

  private mutating func change(_ id: String, _ change: (inout Grant) -> Void) {
    guard let index = all.firstIndex(where: { $0.id.description == id }) else { return }
    change(&all[index])
  }
}

extension AccessGrants.Grant {
  fileprivate init?(_ granted: AccessGranted) {
    self.init(
      id: granted.grantID, agencyID: granted.agencyID, person: granted.personID, level: granted.level,
      categories: granted.categories, begin: granted.beginAtUs, end: granted.endAtUs)
  }

  fileprivate init?(_ broken: GlassBroken) {
    self.init(
      id: broken.grantID, agencyID: broken.agencyID, person: broken.personID, level: .challenged, categories: [],
      begin: broken.beginAtUs, end: broken.endAtUs, isEmergency: broken.isEmergency)
  }

  /// - Parameters:
  ///   - person: empty for everybody of the agency.
  ///   - end: 0 for an open one.
  private init?(
    id: String, agencyID: String, person: String, level: AccessLevel, categories: [String], begin: Int64, end: Int64,
    isEmergency: Bool = false
  ) {
    guard let id = Identifier128(id), let agencyID = AgencyID(agencyID) else { return nil }
    let personID = Identifier128(person)
    // Nobody must get for everybody what was meant for one person whose id cannot be read.
    guard person.isEmpty == (personID == nil) else { return nil }
    self.init(
      id: id, agencyID: agencyID, person: personID, level: level, categories: categories, begin: begin,
      end: end == 0 ? .max : end, isEmergency: isEmergency)
  }
}
