internal import CairnDomain
internal import CairnMessages

/// What agencies decided to share or to withhold.
extension CaseCard {
  var sharingLines: [String] {
    guard !view.sharingDecisions.isEmpty else { return [] }
    return heading("Decisions to share or to withhold")
      + view.sharingDecisions.flatMap { recorded in
        let decision = recorded.decision ?? SharingDecision()
        let title = "\(decision.outcome.label ?? ""), \(decision.recipientAgencyID): \(decision.information)"
        return field(recorded.agencyID, title) + SharingDecisionTable.tests(decision).flatMap { field("", $0) }
      }
  }
}
