import CairnMessages
import Testing

@testable import CairnDomain

/// Which command is carried out in which state, written a second time and by hand.
@Suite struct ActivityTests {
  /// A command on a case, and what it gives in each state, in the order of `CaseEvents.paths`: received, rated, no further
  /// action, signposted, early help, accepted, closed, joined. Empty where it is carried out.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let decide: Decisions.Decide
    let reasons: [String]
  }

  private static let nfa = "NO_FURTHER_ACTION"
  private static let closed = "CASE_CLOSED"
  private static let joined = "CASE_JOINED"
  private static let fresh = CaseDecider.fold(.notOpened, [CaseEvents.opened(by: 3, person: 400)])
  private static let wrongEthnicity = DomainEvent.childCorrected(
    ChildCorrected(findings: [Finding(rule: "4220", field: "children[0].ethnicity")]))
  private static let always = Array(repeating: "", count: 8)
  private static let working = ["", "", nfa, "", "", "", closed, joined]
  private static let deciding = ["", "", nfa, "", "", "CASE_ACCEPTED", closed, joined]

  static let rows = [
    Row(
      testDescription: "SetRag", decide: Decisions.setRag,
      reasons: ["", "", nfa, "CASE_DECIDED", "CASE_DECIDED", "CASE_DECIDED", closed, joined]),
    Row(testDescription: "DecideThreshold NFA", decide: Decisions.threshold(.noFurtherAction), reasons: deciding),
    Row(testDescription: "DecideThreshold signposted", decide: Decisions.threshold(.signposted), reasons: deciding),
    Row(testDescription: "DecideThreshold early help", decide: Decisions.threshold(.earlyHelp), reasons: deciding),
    Row(testDescription: "DecideThreshold accepted", decide: Decisions.threshold(.accepted), reasons: deciding),
    Row(
      testDescription: "AttachReferral", decide: Decisions.attach(joining: fresh),
      reasons: ["", "", nfa, "REREFERRAL", "REREFERRAL", "", closed, joined]),
    Row(testDescription: "LinkCases", decide: Decisions.link(with: fresh), reasons: working),
    Row(
      testDescription: "LinkCases, from the other side",
      decide: Decisions.linkFromTheOtherSide(of: fresh), reasons: working),
    Row(testDescription: "RequestInformation", decide: Decisions.ask(), reasons: working),
    Row(
      testDescription: "RespondToRequest", decide: Decisions.respond(given: CaseEvents.asked()), reasons: working),
    Row(
      testDescription: "Correct", decide: Decisions.correct(), reasons: ["", "", "", "", "", "", "", ""]),
    Row(
      testDescription: "ResolveFinding",
      decide: Decisions.resolve(given: wrongEthnicity),
      reasons: ["", "", "", "", "", "", "", ""]),
    Row(
      testDescription: "Close", decide: Decisions.close(),
      reasons: ["DECISION_OWED", "DECISION_OWED", nfa, "", "", "ASSESSMENT_OWED", closed, joined]),
    Row(
      testDescription: "Reopen", decide: Decisions.reopen(),
      reasons: ["EPISODE_OPEN", "EPISODE_OPEN", "", "", "", "EPISODE_OPEN", "", joined]),
    Row(testDescription: "GrantAccess", decide: Decisions.grant(), reasons: always),
    Row(
      testDescription: "EndAccess", decide: Decisions.endAccess(given: CaseEvents.granted(.standard)), reasons: always),
    Row(testDescription: "BreakGlass", decide: Decisions.breakGlass(), reasons: always),
    Row(
      testDescription: "ReviewBreakGlass", decide: Decisions.review(given: CaseEvents.glassBroken()), reasons: always),
    Row(
      testDescription: "RecordSharingDecision", decide: Decisions.recordSharing(given: CaseEvents.asked()),
      reasons: always),
    Row(testDescription: "SealCase", decide: Decisions.sealCase, reasons: always),
    Row(
      testDescription: "SealCategories", decide: Decisions.sealCategories(given: CaseEvents.asked()), reasons: always),
    Row(
      testDescription: "ContributeSealed", decide: Decisions.contributeSealed(given: CaseEvents.asked()),
      reasons: working),
    Row(
      testDescription: "ReleaseSeal", decide: Decisions.releaseSeal(given: CaseEvents.contributionSealed()),
      reasons: always),
  ]

  @Test(arguments: rows)
  func whatIsNotInTheTableIsRefusedWithItsReason(row: Row) {
    for (path, reason) in zip(CaseEvents.paths, row.reasons) {
      let state = CaseDecider.fold(.notOpened, path.events)
      do throws(Rejection) {
        let decisions = try row.decide(state)
        #expect(reason.isEmpty && !decisions.isEmpty, "\(row.testDescription) while \(path.status)")
      } catch {
        #expect(error.reason == reason, "\(row.testDescription) while \(path.status)")
        #expect(error.code == .preconditionFailed)
      }
    }
  }

  @Test(arguments: rows)
  func aCaseThatIsNotThereTakesNoCommand(row: Row) {
    let named = ["RespondToRequest": "REQUEST_UNKNOWN", "ReleaseSeal": "SEAL_UNKNOWN"]
    let expected = named[row.testDescription] ?? "CASE_UNKNOWN"
    Given(CaseDecider.self).when(row.decide).thenRejected(.notFound, expected)
  }

  @Test func everyStateOfTheContractIsReached() {
    for path in CaseEvents.paths {
      #expect(CaseDecider.fold(.notOpened, path.events).opened?.status == path.status)
    }
    #expect(Set(CaseEvents.paths.map(\.status)) == Set(CaseStatus.known))
  }

  @Test func everyCommandOnACaseHasALine() {
    let named = CaseStatus.activities.map(\.method)
    #expect(Set(named).count == named.count)
    let commands = [
      "SetRag", "DecideThreshold", "AttachReferral", "LinkCases", "RequestInformation", "RespondToRequest", "Correct",
      "ResolveFinding", "Close", "Reopen", "GrantAccess", "EndAccess", "BreakGlass", "ReviewBreakGlass", "SealCase",
      "RecordSharingDecision",
      "SealCategories", "ContributeSealed", "ReleaseSeal",
    ]
    #expect(Set(named.map { String($0.split(separator: "/").last ?? "") }) == Set(commands))
  }
}
