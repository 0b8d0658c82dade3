import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// Who may act, as the register has it on a day.
@Suite struct StaffRegisterTests {
  private static let person = Samples.identifier(700)
  private static let first = CivilDate(knownYear: 2026, month: 11, day: 2)
  private static let last = CivilDate(knownYear: 2026, month: 11, day: 4)
  private static let register = {
    var register = StaffRegister()
    register.standings[person] = .init(roles: [.referrer, .manager], from: first, until: last)
    return register
  }()

  private func isHeld(
    _ register: StaffRegister = Self.register, _ person: Identifier128 = Self.person, as role: Role = .referrer,
    at microseconds: Int64
  ) throws -> Bool {
    var context = Samples.queryContext
    context.actingPerson = person.description
    context.role = role
    let actor = try Actor(validating: context, agencyID: Samples.police)
    do throws(Rejection) {
      try register.hold(actor, atMicroseconds: microseconds)
      return true
    } catch {
      // One answer, whatever the register lacks.
      #expect(error == .notOnRegister && error.code == .permissionDenied && error.reason == "NOT_ON_REGISTER")
      return false
    }
  }

  @Test func aPersonMayActFromTheFirstMomentOfTheirFirstDayToTheLastOfTheirLast() throws {
    let begin = LondonTime.midnight(of: Self.first)
    let end = LondonTime.midnight(of: CivilDate(knownYear: 2026, month: 11, day: 5))
    #expect(try !isHeld(at: begin - 1))
    #expect(try isHeld(at: begin))
    #expect(try isHeld(at: end - 1))
    #expect(try !isHeld(at: end))
  }

  @Test func onlyInTheirRolesAndOnlyThey() throws {
    let now = LondonTime.midnight(of: Self.first)
    #expect(try isHeld(as: .manager, at: now))
    #expect(try !isHeld(as: .screener, at: now))
    #expect(try !isHeld(Self.register, Samples.identifier(701), at: now))
    #expect(try !isHeld(StaffRegister(), at: now))
  }

  @Test func withoutALastDayTheyMayUntilTheyLeave() throws {
    var register = Self.register
    register.standings[Self.person] = .init(roles: [.referrer], from: Self.first, until: nil)
    #expect(try isHeld(register, at: LondonTime.midnight(of: CivilDate(knownYear: 9999, month: 1, day: 1))))
    let left = StaffDecider.evolve(register, .staffEnded(StaffEnded(personID: Self.person.description)))
    #expect(try !isHeld(left, at: LondonTime.midnight(of: Self.last)))
  }

  @Test func aListGoesThroughEverybodyOnce() {
    var register = StaffRegister()
    let people = (1...5).map { Samples.identifier($0) }
    for person in people { register.standings[person] = .init(roles: [.referrer], from: Self.first, until: nil) }
    var seen: [Identifier128] = []
    var pages = 0
    while true {
      let (members, hasMore) = register.members(after: seen.last, limit: 2)
      seen += members.map(\.personID)
      pages += 1
      guard hasMore else { break }
    }
    #expect(seen == people && pages == 3)
  }
}
