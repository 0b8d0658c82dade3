import CairnDomain
import CairnMessages
import Libpq
import Projections
import RPC
import Testing

/// A year of a hub in seconds: summer time begins and ends, bank holidays come, servers restart, views are rebuilt, and each
/// time that ran out stands in the log, once.
@Suite(.timeLimit(.minutes(10))) struct YearTests {
  /// Two looks a day, at 10:00 and at 16:00 UTC, from 1 March 2027 on.
  static let days = 365
  private static let firstDay: Int64 = 20_878
  private static let hour: Int64 = 3_600_000_000

  private static func moment(day: Int, hour: Int64) -> Int64 { ((firstDay + Int64(day)) * 24 + hour) * Self.hour }

  static func moment(ofLook look: Int) -> Int64 { moment(day: look / 2, hour: look % 2 == 0 ? 10 : 16) }

  /// What happens to one referral: after so many looks it is acknowledged, answered, decided; `nil`: never.
  struct Course: Sendable {
    let acknowledged: Int?
    let answered: Int?
    let decided: Int?

    static let all = [
      Course(acknowledged: 0, answered: 0, decided: 0), Course(acknowledged: 1, answered: 1, decided: 1),
      Course(acknowledged: 1, answered: nil, decided: 2), Course(acknowledged: nil, answered: 3, decided: 4),
      Course(acknowledged: 5, answered: 8, decided: nil), Course(acknowledged: nil, answered: nil, decided: nil),
      Course(acknowledged: 2, answered: 2, decided: 9),
    ]
  }

  struct Referred: Sendable {
    let referralID: String
    let caseID: String
    let requestID: String
    let course: Course
    let look: Int
  }

  @Test func eachMissedDeadlineStandsOnce() async throws {
    let clock = TestClock(Self.moment(day: 0, hour: 9))
    let hub = try await HostedHub.make(clock)
    var referred: [Referred] = []
    for quarter in 0..<4 {
      let before = referred
      // Each quarter has a server of its own; what the one before left to run out, the next one finds.
      referred = try await hub.serve { client in
        if quarter == 0 {
          try await client.register("met", .police)
          try await client.register("st-marys", .health)
        }
        var referred = before
        let looks = quarter * 2 * Self.days / 4..<(quarter + 1) * 2 * Self.days / 4
        for look in looks {
          clock.set(Self.moment(ofLook: look))
          try await Self.settle(hub)
          try await Self.act(client, &referred, look: look, refers: look % 4 == 0)
          if look == looks.lowerBound + 80 { try await hub.rebuild() }
        }
        return referred
      }
    }
    clock.set(Self.moment(ofLook: 2 * Self.days + 60))
    try await hub.serve { _ in try await Self.settle(hub) }
    let events = try await hub.openedEvents()
    let missed = Self.missed(events)
    #expect(missed.values.allSatisfy { $0 == 1 })
    let expected = Self.expected(events, referred)
    #expect(referred.count > 180 && expected.count > 300)
    #expect(Set(missed.keys).symmetricDifference(expected).isEmpty)
    #expect(try await hub.verifies())
  }

  private static let lag = Statement(
    name: "lag",
    sql: "select (select position from cairn.log_head) - min(position) from cairn.projection where live")

  /// Waits until the views show all that stands in the log, and nothing is overdue that is not on record.
  private static func settle(_ hub: HostedHub) async throws {
    let pool = hub.scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    let deadlines = DeadlineQuery(sessions: pool)
    func isSettled() async throws -> Bool {
      let lag = try await pool.query(Self.lag, [], idempotent: true) { result throws(PostgresError) in
        try result.int64(0, 0)
      }
      for owner in DeadlineQuery.Owner.allCases {
        guard try await deadlines.overdue(owner, before: hub.clock.now, limit: 1).isEmpty else { return false }
      }
      return lag == 0
    }
    while try await !isSettled() { try await Task.sleep(for: .milliseconds(2)) }
  }
}
