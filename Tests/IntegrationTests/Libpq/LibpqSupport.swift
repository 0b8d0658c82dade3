import Libpq
import Synchronization
import Testing

/// Opens a session with a database of its own.
func freshSession(
  _ change: (inout SessionConfiguration) -> Void = { _ in }
) async throws -> Session {
  try await session(on: try await ScratchCluster.shared().makeDatabase(), change)
}

/// Opens a session.
func session(
  on database: ConnectionString, _ change: (inout SessionConfiguration) -> Void = { _ in }
) async throws -> Session {
  var configuration = SessionConfiguration(connection: database, applicationName: "tests")
  change(&configuration)
  return try await Session.connect(configuration)
}

/// Outcomes in the order in which they came.
final class OutcomeLog: Sendable {
  private let entries = Mutex<[(Int, Outcome)]>([])
  private let expected: Int
  private let complete = AsyncStream<Void>.makeStream()

  init(expecting count: Int) { expected = count }

  func record(_ index: Int, _ outcome: Outcome) {
    let count = entries.withLock { entries in
      entries.append((index, outcome))
      return entries.count
    }
    if count == expected { complete.continuation.finish() }
  }

  /// Waits until as many as expected have come.
  func all() async -> [(Int, Outcome)] {
    for await _ in complete.stream {}
    return entries.withLock { $0 }
  }
}

extension Outcome {
  /// Its kind, for comparing.
  var kind: String {
    switch self {
    case .committed: "committed"
    case .refused: "refused"
    case .notSent: "notSent"
    case .ambiguous: "ambiguous"
    }
  }
}

let one = Statement(name: "one", sql: "select 1::int8")
let echo = Statement(name: "echo", sql: "select $1::int8", parameterTypes: [.int8])

/// A step that answers the number it is given.
func echoStep(_ value: Int) -> Step {
  Step(echo, [.int64(Int64(value))]) { result throws(PostgresError) in Int(try result.int64(0, 0)) }
}
