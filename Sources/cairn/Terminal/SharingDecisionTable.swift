internal import CairnDomain
internal import CairnMessages

/// Decisions to share or to withhold on screen.
enum SharingDecisionTable {
  static func lines(_ response: ListSharingDecisionsResponse, width: Int) -> [String] {
    guard !response.decisions.isEmpty else { return ["No decision matches."] + Incomplete.lines(response.isIncomplete) }
    var table = Table([.init(title: "When"), .init(title: "Who"), .init(title: "Decided"), .init(title: "With")])
    for entry in response.decisions {
      let recorded = entry.decision ?? RecordedSharingDecision()
      let decision = recorded.decision ?? SharingDecision()
      table.add(
        [
          Moment.short(rfc3339: recorded.occurredAt), recorded.agencyID, decision.outcome.label ?? "",
          decision.recipientAgencyID,
        ], below: [decision.information] + tests(decision) + ["case \(entry.caseID)"])
    }
    let more = response.nextPageToken.isEmpty ? [] : ["", "There are more: --page \(response.nextPageToken)"]
    return table.lines(width: width) + more + Incomplete.lines(response.isIncomplete)
  }

  /// What a decision was put to, each with its name.
  static func tests(_ decision: SharingDecision) -> [String] {
    let agreement = decision.agreementID.isEmpty ? "" : "\(decision.agreementID), version \(decision.agreementVersion)"
    let named = [
      ("categories", decision.categories.joined(separator: ", ")), ("relevance", decision.relevance),
      ("function", decision.functionFacilitated), ("detriment considered", decision.detrimentConsidered),
      ("basis", CodeList.article6Basis.described(decision.article6Basis)), ("gateway", decision.legalGateway),
      ("without consent", CodeList.consentReason.described(decision.consentReasonCode)),
      ("withheld because", CodeList.declineReason.described(decision.withheldReasonCode)),
      ("person informed", decision.personInformed ? "yes" : "no: \(decision.notInformedReason)"),
      ("consulted", decision.consulted.joined(separator: ", ")), ("agreement", agreement),
      ("without an agreement", decision.withoutAgreementReason),
    ]
    return named.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }
  }
}
