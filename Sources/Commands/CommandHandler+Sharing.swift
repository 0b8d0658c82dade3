internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Identifiers

extension CommandHandler {
  /// Puts on record that an agency decided to share, or to withhold.
  package func recordSharingDecision(
    _ request: RecordSharingDecisionRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> RecordSharingDecisionResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try RecordSharingDecision(validating: request, from: caller)
    }
    let decisionID = newID()
    let recipient = NamedAgencies([command.recipientID])
    let agreement = command.agreementID.map { StreamReference(id: AgreementStream.id(of: $0), kind: .agreement) }
    let recorded = try await execute(
      request, method: SharingServiceMethods.recordSharingDecision, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: [StreamReference(id: command.caseID, kind: .case)] + recipient.streams + [agreement].compactMap(\.self),
      freshKeysMax: 0
    ) { states throws(Rejection) in
      try CaseDecider.decide(
        command, decisionID: decisionID, isRegistered: recipient.registered(states) == [true],
        agreement: agreement.flatMap { states.agreement($0.id).record }, states.childCase(command.caseID))
    }
    return RecordSharingDecisionResponse(receipt: recorded.receipt, events: recorded.events)
  }
}
