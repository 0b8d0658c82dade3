import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct DecisionContextTests {
  private func faultsOf(_ spoil: (inout CommandContext) -> Void) throws -> [String] {
    var context = Samples.context
    spoil(&context)
    return try faultsOf(context)
  }

  private func faultsOf(_ context: CommandContext?) throws -> [String] {
    var request = Samples.ragRequest
    request.context = context
    return try faults { () throws(Rejection) in try SetRag(validating: request, from: Samples.caller()) }
  }

  @Test func aGoodContextIsRead() throws {
    let context = try SetRag(validating: Samples.ragRequest, from: Samples.caller()).context
    #expect(context.commandID.description == Samples.commandID)
    #expect(context.actor.personID.description == Samples.personID)
    #expect(context.occurredAt.text == Samples.occurredAt)
    #expect(context.recordedAtMicroseconds == Samples.nowMicroseconds)
    #expect(
      context.header(for: .caseOpened)
        == EventHeader(
          agencyID: "met", role: .referrer, purpose: "child-safeguarding", ruleSetVersion: RuleSet.current.version,
          schemaVersion: 1))
  }

  @Test func contextsHaveTheSameHeaderWhereTheirHeadersAreEqual() throws {
    func context(
      _ agencyID: AgencyID = Samples.police, _ change: (inout CommandContext) -> Void = { _ in }
    ) throws -> DecisionContext {
      var request = Samples.ragRequest
      var context = Samples.context
      change(&context)
      request.context = context
      return try SetRag(validating: request, from: Samples.caller(agencyID)).context
    }
    let contexts = [
      try context(), try context { $0.commandID = Samples.identifier(77).description },
      try context { $0.actingPerson = Samples.identifier(78).description },
      try context { $0.role = .screener }, try context { $0.purpose = "adult-safeguarding" },
      try context(AgencyID("health") ?? .hub),
      try SubmitReferral(
        validating: Samples.referralRequest, from: Samples.caller(), rules: RuleSet(version: 7, rules: [])
      ).context,
    ]
    for one in contexts {
      for other in contexts {
        let areEqual = one.header(for: .caseOpened) == other.header(for: .caseOpened)
        #expect(one.hasSameHeader(as: other) == areEqual)
      }
    }
    #expect(contexts.map { $0.hasSameHeader(as: contexts[0]) } == [true, true, true, false, false, false, false])
  }

  @Test func rule_C_001_aCommandHasAContext() throws {
    #expect(try faultsOf(nil) == ["context REQUIRED C-001"])
  }

  @Test(arguments: ["x", "019ab0c1000070008000000000000001", "00000000-0000-0000-0000-000000000000"])
  func rule_C_002_idsAreUUIDs(text: String) throws {
    #expect(
      try faultsOf {
        $0.commandID = text
        $0.actingPerson = text
      } == ["context.command_id MALFORMED_ID C-002", "context.acting_person MALFORMED_ID C-002"])
  }

  @Test(arguments: [
    "yesterday", "2026-11-23T09:30:00", "2026-02-30T09:30:00Z", "0000-01-01T00:00:00+23:59",
    "2026-11-23T09:30:00.\(String(repeating: "1", count: 64))Z",
  ])
  func rule_C_003_theTimeCanBeRead(text: String) throws {
    #expect(try faultsOf { $0.occurredAt = text } == ["context.occurred_at MALFORMED_TIME C-003"])
  }

  @Test func rule_C_004_theTimeIsNotInTheFuture() throws {
    var request = Samples.ragRequest
    request.context?.occurredAt = "2026-11-23T10:05:00Z"
    _ = try SetRag(validating: request, from: Samples.caller())
    #expect(
      try faultsOf { $0.occurredAt = "2026-11-23T10:05:00.000001Z" } == ["context.occurred_at IN_FUTURE C-004"])
  }

  @Test func rule_C_005_theRoleIsKnown() throws {
    #expect(try faultsOf { $0.role = .unrecognized(99) } == ["context.role UNKNOWN_ROLE C-005"])
    #expect(try faultsOf { $0.role = .unspecified } == ["context.role REQUIRED C-001"])
  }

  @Test func rule_C_006_thePurposeIsInTheReferenceData() throws {
    #expect(try faultsOf { $0.purpose = "curiosity" } == ["context.purpose UNKNOWN_PURPOSE C-006"])
  }

  @Test func rule_C_007_theTokenIsWithinItsLimit() throws {
    #expect(
      try faultsOf { $0.expectedVersion = String(repeating: "a", count: 1_025) } == [
        "context.expected_version TOO_LONG C-007"
      ])
  }

  @Test func aQueryNamesEveryFaultToo() throws {
    #expect(
      try faults { () throws(Rejection) in
        try GetCase(
          validating: GetCaseRequest(context: QueryContext(role: .unrecognized(99), purpose: "x"), caseID: "y"),
          agencyID: .hub)
      } == [
        "context.acting_person REQUIRED C-001", "context.role UNKNOWN_ROLE C-005",
        "context.purpose UNKNOWN_PURPOSE C-006", "case_id MALFORMED_ID C-002",
      ])
    #expect(
      try faults { () throws(Rejection) in try Actor(validating: QueryContext?.none, agencyID: .hub) } == [
        "context REQUIRED C-001"
      ])
    let query = try GetCase(
      validating: GetCaseRequest(
        context: Samples.queryContext, caseID: Samples.identifier(100).description, afterToken: "t"),
      agencyID: .hub)
    #expect(query.caseID == Samples.identifier(100) && query.afterToken == "t" && query.actor.role == .screener)
  }
}
