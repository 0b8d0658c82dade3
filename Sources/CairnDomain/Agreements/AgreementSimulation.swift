package import CairnMessages

/// Holds the answers of the log of access against another policy: who would gain and who would lose what.
package struct AgreementSimulation: Sendable {
  /// Who asked: all who did so in the same way are given the same.
  private struct Asker: Hashable {
    let agencyID: AgencyID
    let role: Role
    let purpose: String
  }

  private var answers: [Asker: UInt64] = [:]

  /// Nothing was looked through yet.
  package init() {}

  /// How many answers about cases were looked through.
  package var answerCount: UInt64 { answers.values.reduce(0, +) }

  /// Takes in a record; one of which no case was shown counts for nothing.
  package mutating func add(_ record: AccessRecord) {
    guard record.outcome == .answered, record.cases.contains(where: { !$0.caseIDs.isEmpty }),
      let agencyID = AgencyID(record.agencyID), agencyID != .hub
    else { return }
    answers[Asker(agencyID: agencyID, role: record.role, purpose: record.purpose), default: 0] += 1
  }

  /// What would change between two policies, of the information of these holders, in an order that is the same for the same
  /// answers.
  package func changes(from now: SharingPolicy, to then: SharingPolicy, holders: [AgencyID]) -> [SimulatedChange] {
    answers.sorted { Self.order($0.key) < Self.order($1.key) }.flatMap { asker, count in
      holders.compactMap { holder -> SimulatedChange? in
        func given(_ policy: SharingPolicy) -> DataCategorySet {
          policy.terms(holder: holder, recipient: asker.agencyID, role: asker.role, purpose: asker.purpose).allowed
        }
        let (gained, lost) = (given(then).subtracting(given(now)), given(now).subtracting(given(then)))
        guard !gained.isEmpty || !lost.isEmpty else { return nil }
        return SimulatedChange(
          agencyID: asker.agencyID.description, role: asker.role, purpose: asker.purpose,
          holderAgencyID: holder.description, answerCount: count,
          gainedCategories: gained.categories.map(\.rawValue), gainedFields: Self.fields(gained),
          lostCategories: lost.categories.map(\.rawValue), lostFields: Self.fields(lost))
      }
    }
  }

  private static func order(_ asker: Asker) -> (String, Int32, String) {
    (asker.agencyID.description, asker.role.rawValue, asker.purpose)
  }

  private static func fields(_ categories: DataCategorySet) -> [String] {
    CaseView.categorisedFields.filter { categories.contains($0.category) }.map(\.path)
  }
}
