import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct StaffDeciderTests {
  private let stream = Samples.identifier(9)
  private let person = Samples.identifier(700)
  private static let registered = DomainEvent.staffRegistered(
    StaffRegistered(agencyID: "met", member: Samples.staffRequest.member, occurredAt: Samples.occurredAt))
  private static let changed = DomainEvent.staffRolesChanged(
    StaffRolesChanged(
      agencyID: "met", personID: Samples.identifier(700).description, roles: [.singlePointOfContact],
      occurredAt: Samples.occurredAt))
  private static let ended = DomainEvent.staffEnded(
    StaffEnded(agencyID: "met", personID: Samples.identifier(700).description, occurredAt: Samples.occurredAt))

  private func register(
    isRegistered: Bool = true, at now: Int64 = Samples.nowMicroseconds,
    _ change: @escaping (inout RegisterStaffRequest) -> Void = { _ in }
  ) -> (StaffRegister) throws(Rejection) -> [StreamDecision] {
    { state throws(Rejection) in
      var request = Samples.staffRequest
      change(&request)
      let command = try RegisterStaff(
        validating: request, from: Caller(agencyID: .hub, nowMicroseconds: now))
      return try StaffDecider.decide(command, stream: stream, isRegistered: isRegistered, state)
    }
  }

  private func change(_ state: StaffRegister) throws(Rejection) -> [StreamDecision] {
    try StaffDecider.decide(
      ChangeStaffRoles(validating: Samples.rolesRequest, from: Samples.caller(.hub)), stream: stream, state)
  }

  private func end(_ state: StaffRegister) throws(Rejection) -> [StreamDecision] {
    try StaffDecider.decide(
      EndStaff(validating: Samples.endStaffRequest, from: Samples.caller(.hub)), stream: stream, state)
  }

  @Test func aJoinerIsRegisteredUnderTheRegistersOwnKey() throws {
    let outcome = Given(StaffDecider.self).when(register())
    try outcome.then([(stream, [Self.registered])])
    let decision = try #require(try outcome.result.get().first)
    #expect(decision.kind == .staff)
    #expect(
      decision.events[0].parts == [
        SealedPart(scope: DataKeyScope(subject: stream, caseID: stream), message: .main(Self.registered))
      ])
  }

  @Test func withoutAFirstDayItIsThatOfTheDecisionInLondon() throws {
    // 2026-06-30T23:30:00Z is 00:30 on the next day in London.
    let outcome = Given(StaffDecider.self).when(
      register(at: 1_782_862_200_000_000) { request in
        request.member?.fromDay = ""
        request.member?.untilDay = ""
        request.context?.occurredAt = "2026-06-30T23:30:00Z"
      })
    guard case .staffRegistered(let registered)? = try outcome.result.get().first?.events.first?.event else {
      Issue.record("nobody was registered")
      return
    }
    #expect(registered.member?.fromDay == "2026-07-01" && registered.member?.untilDay == "")
  }

  @Test func anAgencyThatIsNotRegisteredHasNoRegister() {
    Given(StaffDecider.self).when(register(isRegistered: false)).thenRejected(.invalid, "INVALID_REQUEST")
  }

  @Test func rule_C_240_aPersonStandsInARegisterOnce() throws {
    Given(StaffDecider.self, Self.registered).when(register())
      .thenRejected(.preconditionFailed, "ON_REGISTER_ALREADY")
    // On the day after their last they may come back, and so may who has left.
    let after = LondonTime.midnight(of: CivilDate(knownYear: 2027, month: 4, day: 1))
    Given(StaffDecider.self, Self.registered).when(register(at: after - 1))
      .thenRejected(.preconditionFailed, "ON_REGISTER_ALREADY")
    try Given(StaffDecider.self, Self.registered).when(register(at: after)).then([(stream, [Self.registered])])
    try Given(StaffDecider.self, Self.registered, Self.ended).when(register()).then([(stream, [Self.registered])])
  }

  @Test func rolesAreChangedAndPeopleLeave() throws {
    try Given(StaffDecider.self, Self.registered).when(change).then([(stream, [Self.changed])])
    try Given(StaffDecider.self, Self.registered, Self.changed).when(end).then([(stream, [Self.ended])])
    #expect(StaffDecider.fold(.init(), [Self.registered, Self.changed, Self.ended]) == StaffDecider.initial)
  }

  @Test func otherRolesLeaveTheDaysAsTheyAre() throws {
    let before = try #require(StaffDecider.fold(.init(), [Self.registered]).standings[person])
    let after = try #require(StaffDecider.fold(.init(), [Self.registered, Self.changed]).standings[person])
    #expect(after.roles == [.singlePointOfContact] && after.from == before.from && after.until == before.until)
  }

  @Test func rule_C_241_onlyWhoIsOnTheRegisterIsChanged() {
    for given in [Given(StaffDecider.self), Given(StaffDecider.self, Self.registered, Self.ended)] {
      given.when(change).thenRejected(.preconditionFailed, "STAFF_UNKNOWN")
      given.when(end).thenRejected(.preconditionFailed, "STAFF_UNKNOWN")
    }
  }

  @Test func rule_C_242_aRegisterHasALimit() throws {
    var full = StaffRegister()
    let standing = StaffRegister.Standing(
      roles: [.referrer], from: CivilDate(knownYear: 2026, month: 1, day: 1),
      until: CivilDate(knownYear: 2026, month: 2, day: 1))
    for number in 1...UInt64(Limits.staffMax) { full.standings[Samples.identifier(10_000 + number)] = standing }
    #expect(try rejectionOf { () throws(Rejection) in try register()(full) }.reason == "TOO_MANY")
    // Who comes back takes no place of another.
    full.standings[Samples.identifier(10_001)] = nil
    full.standings[person] = standing
    _ = try register()(full)
    full.standings[person] = nil
    _ = try register()(full)
  }
}
