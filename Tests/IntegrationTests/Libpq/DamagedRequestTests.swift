import Libpq
import Testing

/// PostgreSQL takes some messages for others if a bit of their type flips: a sync for the end of a portal, so that it skips
/// the next request; the description of an answer for a call of a function, to which it answers that it is ready once more.
/// From there on every answer would be taken for that to another request.
@Suite("A request whose header was damaged on its way", .timeLimit(.minutes(1)))
struct DamagedRequestTests {
  /// The types of the messages that ask for an answer, in their order.
  private static let request: [Character] = ["B", "D", "E", "S"]

  @Test("moves no answer of a session in pipeline mode to another request")
  func inPipelineMode() async throws {
    try await forEachBit(of: Self.request) { database in
      let session = try await session(on: database) { $0.answerTimeoutMilliseconds = 10_000 }
      #expect(try await session.transact([echoStep(7)]).value(at: 0) == 7)
      return session
    }
  }

  @Test("moves no answer while a statement is prepared")
  func whilePreparing() async throws {
    try await forEachBit(of: ["P", "S"]) { database in
      try await session(on: database) { $0.answerTimeoutMilliseconds = 10_000 }
    }
  }

  @Test("moves no answer of a session for work in bulk to another command")
  func inBulk() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let proxy = try ChaosProxy(before: database)
    let configuration = SessionConfiguration(connection: database.through(proxy), applicationName: "tests")
    for (type, bit) in Self.bits(of: ["P"] + Self.request) {
      let session = try await BulkSession.connect(configuration, answerTimeoutMilliseconds: 10_000)
      let struck = proxy.plan.total
      proxy.plan.add([Self.damage(type, bit: bit, isFirst: type == "P")])
      for number in 0..<4 {
        do throws(PostgresError) {
          let rows = try await session.query("select \(number)::int8 as echo") { row throws(PostgresError) in
            Int(try row.int64(0))
          }
          #expect(rows == [number], "bit \(bit) of \(type)")
        } catch {
          if error.code == .connectionLost { break }
        }
      }
      #expect(proxy.plan.total == struck + 1, "bit \(bit) of \(type)")
    }
  }

  /// Has each bit flip once, in the first of several requests that are under way.
  private func forEachBit(
    of types: [Character], open: (ConnectionString) async throws -> Session
  ) async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let proxy = try ChaosProxy(before: database)
    for (type, bit) in Self.bits(of: types) {
      let session = try await open(database.through(proxy))
      let struck = proxy.plan.total
      proxy.plan.add([Self.damage(type, bit: bit, isFirst: type == types[0])])
      let log = OutcomeLog(expecting: 4)
      for number in 0..<4 {
        do throws(PostgresError) {
          try session.enqueue([echoStep(number)]) { log.record(number, $0) }
        } catch {
          // It has ended already.
          log.record(number, .notSent(error))
        }
      }
      for (number, outcome) in await log.all() {
        guard case .committed(let values) = outcome else { continue }
        #expect(try values.value(at: 0) == number, "bit \(bit) of \(type)")
      }
      #expect(proxy.plan.total == struck + 1, "bit \(bit) of \(type)")
    }
  }

  private static func bits(of types: [Character]) -> [(type: Character, bit: Int)] {
    types.flatMap { type in (0..<8).map { (type, $0) } }
  }

  /// - Parameter isFirst: whether the message is the first of its request, and nothing stands before it.
  private static func damage(_ type: Character, bit: Int, isFirst: Bool) -> Fault {
    Fault(
      kind: .bitFlip, direction: .toServer, afterBytes: 0,
      place: isFirst ? .header(index: 0) : .message(type: type.asciiValue ?? 0, after: "echo"), bit: bit)
  }
}
