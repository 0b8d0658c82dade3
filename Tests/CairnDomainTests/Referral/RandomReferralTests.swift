import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// Whatever a referral holds, it is either refused with faults or recorded, and what is recorded can be built on.
@Suite struct RandomReferralTests {
  @Test(arguments: 0..<20)
  func aReferralIsRefusedWithFaultsOrRecordedWhole(seed: Int) throws {
    var source = ReferralSource(seed: UInt64(seed))
    var recorded = 0
    for _ in 0..<100 {
      var request = SubmitReferralRequest(context: Samples.context, referral: source.referral())
      request.context?.occurredAt = source.moment()
      do throws(Rejection) {
        let command = try SubmitReferral(validating: request, from: Samples.caller())
        try check(command)
        recorded += 1
      } catch {
        #expect(error.code == .invalid && !error.faults.isEmpty)
      }
    }
    #expect(recorded > 10)
  }

  private func check(_ command: SubmitReferral) throws(Rejection) {
    let identifiers = Samples.identifiers(childCount: command.childCount, adultCount: command.adultCount)
    let decisions = try ReferralDecider.decide(command, identifiers: identifiers, ReferralDecider.initial)
    let again = try ReferralDecider.decide(command, identifiers: identifiers, ReferralDecider.initial)
    #expect(decisions == again)
    #expect(decisions.count == command.childCount + 1)
    let events = decisions.flatMap(\.events).map(\.event)
    #expect(statementCount(events) == command.referral.statements.count)
    for decided in decisions.flatMap(\.events) {
      #expect(DomainEvent(decided.event.type, parts: decided.parts.map(\.message)) == decided.event)
    }
    guard case .received = ReferralDecider.fold(.notReceived, decisions[0].events.map(\.event)) else {
      Issue.record("what was recorded is no referral")
      return
    }
    for (decision, ids) in zip(decisions.dropFirst(), identifiers.children) {
      let state = CaseDecider.fold(.notOpened, decision.events.map(\.event))
      let opened = state.opened
      #expect(opened?.person == ids.personID && opened?.rag == .unspecified && opened?.status == .received)
      #expect(opened?.referralID == identifiers.referralID)
      try rate(ids.caseID, state)
    }
  }

  private func rate(_ caseID: Identifier128, _ state: CaseDecider.State) throws(Rejection) {
    var request = Samples.ragRequest
    request.caseID = caseID.description
    let rated = try CaseDecider.decide(SetRag(validating: request, from: Samples.caller(.hub)), state)
    #expect(rated.map(\.stream) == [caseID])
  }

  private func statementCount(_ events: [DomainEvent]) -> Int {
    events.reduce(0) { count, event in
      switch event {
      case .referralReceived(let received, reporter: _): count + received.statements.count
      case .caseOpened(let opened): count + opened.statements.count
      default: count
      }
    }
  }
}
