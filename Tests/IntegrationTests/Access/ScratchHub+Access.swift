import AccessLog
import CairnServer
internal import Cryptography
import Identifiers
import Libpq

extension ScratchHub {
  /// Runs `body` with a writer for the hub's log of access.
  func withAccessLog<Result>(_ body: (AccessLogWriter) async throws -> Result) async throws -> Result {
    let writer = AccessLogWriter(
      configuration: session, makeID: Self.newID, now: SystemClock.microseconds, pause: { _ in await Task.yield() })
    let running = Task { await writer.run() }
    do {
      let result = try await body(writer)
      running.cancel()
      await running.value
      return result
    } catch {
      running.cancel()
      await running.value
      throw error
    }
  }

  /// Runs `body` with a reader of the hub's log of access.
  func withAccessReader<Result>(_ body: (AccessLogReader) async throws -> Result) async throws -> Result {
    let pool = pool()
    let running = Task { await pool.run() }
    defer { running.cancel() }
    return try await body(AccessLogReader(sessions: pool))
  }

  /// Every record of the log of access, whose hashes are computed again.
  func verifiedAccesses() async throws -> [StoredAccess] {
    try await withAccessReader { reader in
      let head = try await reader.head()
      var verification = AccessVerification(of: head)
      var all: [StoredAccess] = []
      while !verification.isAtEnd {
        let records = try await reader.records(after: verification.position, pagesMax: 16)
        try verification.add(records)
        all += records
      }
      try verification.conclude()
      return all
    }
  }

  static let newID: @Sendable () -> Identifier128 = { TestCaller.newID() }
}
