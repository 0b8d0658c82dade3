package import Libpq
internal import Synchronization

/// A log in PostgreSQL: one session of its own to write, a pool to read.
///
/// The writer holds a session-level advisory lock as a sign of life, and the epoch in the head row as its fence. The
/// first keeps two servers from disputing the log; only the second keeps a server that was taken over from writing.
package final class PostgresLogStore: LogStore {
  struct Writer {
    var session: Session?
    var holdsLock = false
    /// Server processes of sessions that were given up, until the log has been claimed again.
    var abandoned: [Int32] = []
  }

  let configuration: SessionConfiguration
  let readers: SessionPool
  let pause: @Sendable (_ attempt: Int) async -> Void
  let writer = Mutex(Writer())

  /// The advisory lock of the one writer; "cairn" in ASCII.
  static let lockKey: Int64 = 0x63_6169_726E

  /// A store in the database that `configuration` names.
  ///
  /// - Parameters:
  ///   - configuration: for the writer's session; warnings are taken as ambiguous, as they must be.
  ///   - readers: sessions on the same database.
  ///   - pause: waits between attempts, the longer the more there were.
  package init(
    configuration: SessionConfiguration, readers: SessionPool, pause: @escaping @Sendable (_ attempt: Int) async -> Void
  ) {
    var configuration = configuration
    configuration.warningsAreAmbiguous = true
    self.configuration = configuration
    self.readers = readers
    self.pause = pause
  }

  package func append(_ batch: LogBatch, completion: @escaping @Sendable (AppendOutcome) -> Void) {
    guard let session = writer.withLock(\.session) else {
      return completion(.refused(.unavailable(reason: "the writer is not connected")))
    }
    do throws(PostgresError) {
      try session.enqueue([AppendStatement.step(batch)]) { outcome in completion(AppendOutcome(outcome)) }
    } catch {
      completion(.refused(.unavailable(reason: error.description)))
    }
  }
}

extension AppendOutcome {
  fileprivate init(_ outcome: Libpq.Outcome) {
    switch outcome {
    case .committed: self = .durable
    case .refused(let error):
      switch error.sqlState {
      case .headMoved: self = .refused(.headMoved)
      case .commandRepeated: self = .refused(.commandRepeated)
      case .streamMoved: self = .refused(.streamMoved)
      default: self = .refused(.unavailable(reason: error.description))
      }
    case .notSent(let error): self = .refused(.unavailable(reason: error.description))
    case .ambiguous(let error): self = .ambiguous(reason: error.description)
    }
  }
}

extension SQLState {
  /// Raised by our own `append_batch`.
  fileprivate static let headMoved = SQLState(rawValue: "CN001")
  fileprivate static let commandRepeated = SQLState(rawValue: "CN002")
  fileprivate static let streamMoved = SQLState(rawValue: "CN003")
}

extension LogStoreError {
  init(_ error: PostgresError) {
    self = error.code == .undecodable ? .corrupt(reason: error.description) : .unavailable(reason: error.description)
  }
}
