package import EventLog
internal import Identifiers
internal import Testing

/// What every log store must do, whatever it is made of: each store's tests run all of `cases`.
package enum LogStoreContract {
  /// One thing that a store must do.
  package struct Case: Sendable, CustomStringConvertible {
    /// What must hold, as a sentence.
    package let description: String
    let body: @Sendable (Open) async throws -> Void

    /// Tries it.
    ///
    /// - Parameter open: gives a store over a log that was empty when the case began; every further call gives another
    ///   writer's store over the same log (in memory that is the same object).
    package func run(_ open: @escaping Open) async throws {
      try await body(open)
    }
  }

  /// Opens a store over the log of the case.
  package typealias Open = @Sendable () async throws -> any LogStore

  /// All of them; each wants a log of its own.
  package static let cases: [Case] = writing + guarding + repeating + reading + claiming

  /// An empty log, claimed.
  static func claimed(_ open: Open) async throws -> (store: any LogStore, head: LogHead) {
    let store = try await open()
    return (store, try await store.claim(.whenFree, by: Samples.claimant))
  }

  /// Everything in the log.
  static func all(_ store: any LogStore) async throws -> [StoredEvent] {
    try await store.events(afterPosition: 0, limit: 10_000)
  }

  /// Asserts that the log holds these batches and nothing else, and that its head says so.
  static func expect(
    _ store: any LogStore, holds batches: [LogBatch], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let events = try await all(store)
    #expect(events == batches.flatMap(\.stored), sourceLocation: sourceLocation)
    let head = try await store.head()
    #expect(head.position == UInt64(events.count), sourceLocation: sourceLocation)
    if let last = batches.last {
      #expect(head.frontier == last.head.frontier, sourceLocation: sourceLocation)
      #expect(head.recordedAt == last.recordedAt, sourceLocation: sourceLocation)
    } else {
      #expect(head.frontier == MerkleFrontier(), sourceLocation: sourceLocation)
    }
  }
}
