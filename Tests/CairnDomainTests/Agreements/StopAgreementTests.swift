import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct StopAgreementTests {
  private typealias Decide = @Sendable (AgreementDecider.State) throws(Rejection) -> [StreamDecision]

  private static func decide(_ command: StopAgreement, _ state: AgreementDecider.State) throws(Rejection)
    -> [StreamDecision]
  {
    try AgreementDecider.decide(command, stream: Samples.agreementStream, state)
  }

  private static let suspend: Decide = { state throws(Rejection) in
    try decide(
      StopAgreement(
        validating: SuspendAgreementRequest(context: Samples.context, agreementID: "kingsmere", reason: "breach"),
        from: Samples.caller(.hub)), state)
  }
  private static let resume: Decide = { state throws(Rejection) in
    try decide(
      StopAgreement(
        validating: ResumeAgreementRequest(context: Samples.context, agreementID: "kingsmere", reason: "closed"),
        from: Samples.caller(.hub)), state)
  }
  private static let end: Decide = { state throws(Rejection) in
    try decide(
      StopAgreement(
        validating: EndAgreementRequest(context: Samples.context, agreementID: "kingsmere", reason: "merged"),
        from: Samples.caller(.hub)), state)
  }

  @Test func itIsSuspendedAndResumedAndEnded() throws {
    let drafted = Samples.drafted()
    let stream = Samples.agreementStream
    try Given(AgreementDecider.self, drafted).when(Self.suspend).then([(stream, [Samples.suspended])])
    try Given(AgreementDecider.self, drafted, Samples.suspended).when(Self.resume).then([(stream, [Samples.resumed])])
    try Given(AgreementDecider.self, drafted).when(Self.end).then([(stream, [Samples.ended])])
    try Given(AgreementDecider.self, drafted, Samples.suspended).when(Self.end).then([(stream, [Samples.ended])])
    try Given(AgreementDecider.self, drafted, Samples.suspended, Samples.resumed).when(Self.suspend)
      .then([(stream, [Samples.suspended])])
  }

  @Test func rule_C_268_itIsSuspendedOnce() {
    Given(AgreementDecider.self, Samples.drafted(), Samples.suspended).when(Self.suspend)
      .thenRejected(.preconditionFailed, "SUSPENDED_ALREADY")
  }

  @Test func rule_C_269_onlyWhatIsSuspendedIsResumed() {
    Given(AgreementDecider.self, Samples.drafted()).when(Self.resume)
      .thenRejected(.preconditionFailed, "NOT_SUSPENDED")
    Given(AgreementDecider.self, Samples.drafted(), Samples.suspended, Samples.resumed).when(Self.resume)
      .thenRejected(.preconditionFailed, "NOT_SUSPENDED")
  }

  @Test func whatHasEndedIsLeftAlone() {
    for change in [Self.suspend, Self.resume, Self.end] {
      Given(AgreementDecider.self, Samples.drafted(), Samples.ended).when(change)
        .thenRejected(.preconditionFailed, "AGREEMENT_ENDED")
      Given(AgreementDecider.self).when(change).thenRejected(.notFound, "AGREEMENT_UNKNOWN")
    }
  }

  @Test func aReasonIsGiven() throws {
    #expect(
      try faults { () throws(Rejection) in
        try StopAgreement(
          validating: SuspendAgreementRequest(context: Samples.context, agreementID: "", reason: " "),
          from: Samples.caller(.hub))
      } == ["agreement_id REQUIRED C-001", "reason REQUIRED C-001"])
  }
}
