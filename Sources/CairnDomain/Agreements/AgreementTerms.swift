package import CairnMessages

/// The matrix of one version of an agreement, by who asks why: the strictest cell that speaks of a category decides, and what
/// no cell speaks of is withheld.
package struct AgreementTerms: Sendable {
  /// What is given; the rest is withheld.
  package struct Given: Hashable, Sendable {
    package let allowed: DataCategorySet
    package let onRequest: DataCategorySet
  }

  /// In which role and for which purpose somebody asks.
  package struct Capacity: Hashable, Sendable {
    package let role: Role
    /// A code of `CodeList.purpose`.
    package let purpose: String
  }

  private struct Cell {
    /// Empty for every party.
    let recipients: [String]
    let categories: DataCategorySet
    let decision: CellDecision
  }

  private let partyIDs: Set<String>
  private let cells: [Capacity: [Cell]]

  /// The terms of an agreement.
  package init(_ agreement: Agreement) {
    partyIDs = Set(agreement.parties.map(\.agencyID))
    var cells: [Capacity: [Cell]] = [:]
    for cell in agreement.matrix {
      let categories = DataCategorySet(cell.categories.compactMap { DataCategory(rawValue: $0) })
      let entry = Cell(recipients: cell.recipients, categories: categories, decision: cell.decision)
      for role in cell.roles {
        for purpose in cell.purposes { cells[Capacity(role: role, purpose: purpose), default: []].append(entry) }
      }
    }
    self.cells = cells
  }

  /// Whether an agency is a party.
  package func bind(_ agencyID: String) -> Bool { partyIDs.contains(agencyID) }

  /// Every capacity of which a cell speaks, in no order.
  package var capacities: Set<Capacity> { Set(cells.keys) }

  /// What a party is given of every other party's data; nothing to who is no party.
  package func given(to agencyID: String, as capacity: Capacity) -> Given {
    var allowed: DataCategorySet = []
    var onRequest: DataCategorySet = []
    var withheld: DataCategorySet = []
    guard bind(agencyID) else { return Given(allowed: [], onRequest: []) }
    for cell in cells[capacity, default: []] where cell.recipients.isEmpty || cell.recipients.contains(agencyID) {
      switch cell.decision {
      case .allow: allowed.formUnion(cell.categories)
      case .onRequest: onRequest.formUnion(cell.categories)
      case .withhold, .unspecified, .unrecognized: withheld.formUnion(cell.categories)
      }
    }
    onRequest.subtract(withheld)
    return Given(allowed: allowed.subtracting(withheld).subtracting(onRequest), onRequest: onRequest)
  }
}
