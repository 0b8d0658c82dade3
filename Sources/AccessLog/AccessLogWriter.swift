package import Identifiers
package import Libpq
internal import Synchronization

/// Writes records of access, many to a page: while one page is on its way to the disk, the next one fills.
///
/// Several servers may write side by side, as when one is being replaced: each page follows the one that is there, and whoever
/// finds another there makes its page anew. A record is written once, also when an answer of the database is lost.
package final class AccessLogWriter: Sendable {
  private struct Guarded {
    var queue = AccessQueue()
    var writer: CheckedContinuation<[SealedAccess], Never>?
  }

  private let configuration: SessionConfiguration
  private let makeID: @Sendable () -> Identifier128
  private let now: @Sendable () -> Int64
  private let pause: @Sendable (_ attempt: Int) async -> Void
  private let guarded = Mutex(Guarded())

  /// A writer that writes nothing until it runs.
  ///
  /// - Parameters:
  ///   - configuration: of its own session with the hub's database.
  ///   - makeID: an id never used before.
  ///   - now: microseconds since 1970-01-01T00:00:00Z.
  ///   - pause: waits between attempts, the longer the more there were.
  package init(
    configuration: SessionConfiguration, makeID: @escaping @Sendable () -> Identifier128,
    now: @escaping @Sendable () -> Int64, pause: @escaping @Sendable (_ attempt: Int) async -> Void
  ) {
    var configuration = configuration
    configuration.warningsAreAmbiguous = true
    self.configuration = configuration
    self.makeID = makeID
    self.now = now
    self.pause = pause
  }

  /// Returns once the record is on disk.
  ///
  /// - Throws: if it is not known to be: what it speaks of must not be shown.
  package func append(_ record: SealedAccess) async throws(AccessLogError) {
    let error = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let refusal = guarded.withLock { $0.queue.add(record, for: continuation) }
        if let refusal { return continuation.resume(returning: refusal) }
        if Task.isCancelled { abandon(record.id) }
        wakeWriter()
      }
    } onCancel: {
      abandon(record.id)
    }
    if let error { throw error }
  }

  /// Writes until the task is cancelled.
  package func run() async {
    var writing: AccessPageWriting?
    while true {
      let page = await nextPage()
      if page.isEmpty { break }
      let error = await write(page, over: &writing)
      let waiters = guarded.withLock { guarded in page.compactMap { guarded.queue.removeWaiter(for: $0.id) } }
      for waiter in waiters { waiter.resume(returning: error) }
    }
    for waiter in guarded.withLock({ $0.queue.end() }) {
      waiter.resume(returning: .unavailable(reason: "the server stops"))
    }
    writing?.close()
  }

  /// Keeps trying while the connection is lost; what the database refuses is told to who waits.
  private func write(_ records: [SealedAccess], over writing: inout AccessPageWriting?) async -> AccessLogError? {
    let pageID = makeID()
    var attempt = 0
    while !Task.isCancelled {
      do throws(PostgresError) {
        if writing == nil { writing = try await AccessPageWriting(configuration, retrying: pageID) }
        guard let open = writing else { continue }
        writing = try await open.written(pageID, records, now: now)
        return nil
      } catch {
        writing?.close()
        writing = nil
        if case .refused = error.code { return .unavailable(reason: error.description) }
        attempt += 1
        await pause(attempt)
      }
    }
    return .unavailable(reason: "the server stops")
  }

  /// The next page's records; none once the task is cancelled.
  private func nextPage() async -> [SealedAccess] {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let page = guarded.withLock { guarded -> [SealedAccess]? in
          if Task.isCancelled { return [] }
          let page = guarded.queue.takePage()
          guard page.isEmpty else { return page }
          guarded.writer = continuation
          return nil
        }
        if let page { continuation.resume(returning: page) }
      }
    } onCancel: {
      takeWriter()?.resume(returning: [])
    }
  }

  private func wakeWriter() {
    let awake = guarded.withLock {
      guarded -> (CheckedContinuation<[SealedAccess], Never>, [SealedAccess])? in
      guard let writer = guarded.writer else { return nil }
      let page = guarded.queue.takePage()
      guard !page.isEmpty else { return nil }
      guarded.writer = nil
      return (writer, page)
    }
    if let (writer, page) = awake { writer.resume(returning: page) }
  }

  private func takeWriter() -> CheckedContinuation<[SealedAccess], Never>? {
    guarded.withLock { guarded in
      defer { guarded.writer = nil }
      return guarded.writer
    }
  }

  private func abandon(_ id: Identifier128) {
    guarded.withLock { $0.queue.removeWaiter(for: id) }?.resume(returning: .cancelled)
  }
}
