import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// What is refused because of the state of a case, whatever the command: one test for each rule. The whole table stands in
/// `ActivityTests`.
@Suite struct SequenceRuleTests {
  private static let fresh = CaseDecider.fold(.notOpened, [CaseEvents.opened(by: 3, person: 400)])

  /// Each command that is work on a case; a correction is none.
  private static let work: [Decisions.Decide] = [
    Decisions.setRag, Decisions.threshold(.accepted), Decisions.attach(joining: fresh), Decisions.link(with: fresh),
    Decisions.ask(), Decisions.close(), Decisions.respond(given: CaseEvents.asked()),
  ]

  private func reasons(_ status: CaseStatus, number: String) throws -> Set<String> {
    Set(
      try Self.work.map { decide in
        let rejection = try rejectionOf { () throws(Rejection) in try decide(CaseEvents.state(status)) }
        #expect(rejection.code == .preconditionFailed && rejection.message.contains("(rule \(number))"))
        return rejection.reason
      })
  }

  @Test func rule_8831_nothingIsDoneAfterNoFurtherAction() throws {
    #expect(try reasons(.noFurtherAction, number: "8831") == ["NO_FURTHER_ACTION"])
  }

  @Test func rule_8565_nothingIsDoneOnAClosedCase() throws {
    #expect(try reasons(.closed, number: "8565") == ["CASE_CLOSED"])
  }

  @Test func rule_C_201_nothingIsDoneOnAJoinedCase() throws {
    #expect(try reasons(.joined, number: "C-201") == ["CASE_JOINED"])
    for decide in [Decisions.reopen()] {
      let rejection = try rejectionOf { () throws(Rejection) in try decide(CaseEvents.state(.joined)) }
      #expect(rejection.reason == "CASE_JOINED")
    }
  }

  @Test(arguments: [CaseStatus.signposted, .earlyHelp])
  func rule_C_213_aNewReferralOfADecidedCaseIsDecidedToo(status: CaseStatus) throws {
    let rejection = try rejectionOf { () throws(Rejection) in
      try Decisions.attach(joining: Self.fresh)(CaseEvents.state(status))
    }
    #expect(rejection.reason == "REREFERRAL" && rejection.message.contains("C-213"))
    #expect(try !Decisions.reopen(joining: Self.fresh)(CaseEvents.state(status)).isEmpty)
  }

  @Test(arguments: [CaseStatus.signposted, .earlyHelp, .accepted])
  func rule_C_203_aCaseIsRatedUntilItIsDecided(status: CaseStatus) throws {
    let rejection = try rejectionOf { () throws(Rejection) in try Decisions.setRag(CaseEvents.state(status)) }
    #expect(rejection.reason == "CASE_DECIDED" && rejection.message.contains("C-203"))
  }

  @Test(arguments: [CaseStatus.noFurtherAction, .closed, .joined])
  func whatIsWrittenOfTheChildMayBePutRightForAsLongAsItIsKept(status: CaseStatus) {
    #expect(throws: Never.self) { try Decisions.correct()(CaseEvents.state(status)) }
  }
}
