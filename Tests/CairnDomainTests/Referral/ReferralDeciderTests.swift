import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct ReferralDeciderTests {
  let identifiers = Samples.identifiers(childCount: 2)

  private func submit(
    _ request: SubmitReferralRequest, _ state: ReferralDecider.State = .notReceived
  ) throws(Rejection) -> [StreamDecision] {
    let command = try SubmitReferral(validating: request, from: Samples.caller())
    return try ReferralDecider.decide(
      command, identifiers: Samples.identifiers(childCount: command.childCount, adultCount: command.adultCount), state)
  }

  @Test func aReferralOpensACaseForEachChild() throws {
    let referral = Samples.referral
    let referralID = Samples.identifier(1).description
    let received = ReferralReceived(
      children: [
        MentionedChild(caseID: Samples.identifier(100).description, personID: Samples.identifier(200).description),
        MentionedChild(caseID: Samples.identifier(101).description, personID: Samples.identifier(201).description),
      ],
      source: "6", primaryNeed: "N1", statements: [referral.statements[1], referral.statements[2]],
      narrative: referral.narrative, agencyReference: referral.agencyReference, occurredAt: Samples.occurredAt,
      acknowledgementDueAtUs: Samples.endOfNextDay)
    let cases = (0..<2).map { index in
      CaseOpened(
        referralID: referralID, personID: Samples.identifier(200 + UInt64(index)).description,
        childIndex: UInt32(index), child: referral.children[index], statements: [referral.statements[index * 3]],
        occurredAt: Samples.occurredAt, informationDueAtUs: Samples.nowMicroseconds + 4 * 3_600_000_000,
        decisionDueAtUs: Samples.endOfNextDay, clocksStartedAtUs: Samples.nowMicroseconds)
    }
    let outcome = Given(ReferralDecider.self).when { state throws(Rejection) in
      try submit(Samples.referralRequest, state)
    }
    try outcome.then([
      (
        Samples.identifier(1),
        [.referralReceived(received, reporter: ReferralReporter(reporter: referral.reporter))]
      ),
      (Samples.identifier(100), [.caseOpened(cases[0])]),
      (Samples.identifier(101), [.caseOpened(cases[1])]),
    ])
    #expect(try outcome.result.get().map(\.kind) == [.referral, .case, .case])
  }

  @Test func eachPartIsSealedUnderItsSubjectsKey() throws {
    let decisions = try submit(Samples.referralRequest)
    let scopes = decisions.flatMap(\.events).map { $0.parts.map(\.scope) }
    let referral = Samples.identifier(1)
    #expect(
      scopes == [
        [
          DataKeyScope(subject: referral, caseID: referral),
          DataKeyScope(subject: Samples.identifier(2), caseID: referral),
        ],
        [DataKeyScope(subject: Samples.identifier(200), caseID: Samples.identifier(100))],
        [DataKeyScope(subject: Samples.identifier(201), caseID: Samples.identifier(101))],
      ])
    guard case .reporter(let sealed) = decisions[0].events[0].parts[1].message else {
      Issue.record("part 2 is not the reporter")
      return
    }
    #expect(sealed.reporter == Samples.referral.reporter)
  }

  @Test func theSameIDIsNotUsedTwice() {
    Given(ReferralDecider.self, .referralReceived(ReferralReceived(), reporter: nil)).when { state throws(Rejection) in
      try submit(Samples.referralRequest, state)
    }.thenRejected(.alreadyExists, "REFERRAL_EXISTS")
  }

  @Test func statementsAboutTheOnlyChildStandUnderItsKey() throws {
    var request = Samples.referralRequest
    request.referral?.children = [Samples.child]
    request.referral?.statements = [
      Samples.statement("all", observedAt: Samples.occurredAt, about: []),
      Samples.statement("twice", observedAt: Samples.occurredAt, about: [0, 0]),
    ]
    guard case .caseOpened(let opened) = try submit(request)[1].events[0].event else {
      Issue.record("no case was opened")
      return
    }
    #expect(opened.statements.map(\.text) == ["all", "twice"])
  }

  @Test func aReferralThatIsWrongInEveryWayIsRecordedWithAllFindings() throws {
    let statement = Statement(
      observedAt: "2026-11-23T12:00:00Z", recordedAt: "2026-11-23T11:00:00Z", aboutChildren: [0],
      category: "X")
    let wrong = Child(
      dateOfBirth: "2028-01-01", expectedDateOfDelivery: "2028-13-01", sex: "X", ethnicity: "X",
      disabilities: ["NONE", "X", "X"],
      identifiers: [
        Identifier(scheme: .nhsNumber, value: "1"), Identifier(scheme: .nhsNumber, value: "1234567890"),
        Identifier(scheme: .upn, value: "1"), Identifier(scheme: .upn, value: "AXXXXXXXXXXX!"),
        Identifier(scheme: .upn, value: "A801200005001"), Identifier(scheme: .pnc, value: "1"),
        Identifier(scheme: .pnc, value: "2001/0171310S"), Identifier(scheme: .local, value: ""), Identifier(value: "1"),
      ],
      addresses: [Address(postcode: "X", localAuthorityGss: "X")])
    let request = SubmitReferralRequest(
      context: Samples.context,
      referral: Referral(
        children: [
          wrong, Child(dateOfBirth: "1990-01-01", identifiers: [Identifier(value: "1")]),
          Child(expectedDateOfDelivery: "2027-01-01", sex: "M"),
        ],
        source: "X", primaryNeed: "X", statements: [statement, Statement(observedAt: "X")],
        adults: [Adult(sex: "X")]))
    let decisions = try submit(request)
    let events = decisions.flatMap(\.events).map(\.event)
    let findings = SubmitReferralResponse(receipt: Receipt(), events: events).findings
    // The primary need is either missing or no code.
    let found = Set(findings.map(\.rule)).union(["C-143"])
    #expect(found == Set(RuleSet.current.rules.filter { $0.ruleClass == .finding }.map(\.number)))
    #expect(findings.allSatisfy { !$0.field.isEmpty && !$0.message.isEmpty })
  }
}
