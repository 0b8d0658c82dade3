internal import CairnDomain
package import EventCoding
package import EventLog
internal import Identifiers
package import Logging
internal import Synchronization

/// What a server holds in memory of certain events of the log, such as agreements: never older than what has been answered for,
/// so that what was decided a moment ago holds for the next query.
package final class LogRegister<Content: RegisterContent>: Sendable {
  private struct State {
    var content: Content
    /// Where events of its types may stand that are on disk and not folded in yet; `nil` while there are none.
    var unread: ClosedRange<UInt64>?
  }

  private let state: Mutex<State>
  private let folded = Checkpoint(position: 0)
  private let noted = Checkpoint(position: 0)
  private let store: any LogStore
  private let opener: EventOpener
  private let restore: @Sendable () async throws(ProjectionError) -> (content: Content, position: UInt64)
  private let logger: Logger
  private let pause: @Sendable (_ attempt: Int) async -> Void

  private let types = TypeNames(Content.types.map(\.rawValue))
  /// A longer stretch of the log is read in bulk, without the events of others.
  private static var pageEventsMax: UInt64 { 1_024 }

  /// A register that has read nothing yet.
  ///
  /// - Parameters:
  ///   - head: the last event in the log when the server took it over.
  ///   - restore: what it begins with, and up to where that holds the log: the rest is read from there.
  ///   - pause: waits between attempts, the longer the more there were.
  package init(
    _ content: Content, head: LogHead, store: any LogStore, opener: EventOpener, logger: Logger,
    restore: @escaping @Sendable () async throws(ProjectionError) -> (content: Content, position: UInt64),
    pause: @escaping @Sendable (_ attempt: Int) async -> Void
  ) {
    state = Mutex(State(content: content, unread: head.position > 0 ? 1...head.position : nil))
    self.store = store
    self.opener = opener
    self.restore = restore
    self.logger = logger
    self.pause = pause
  }

  /// Takes note of a batch that is on disk, before anybody is answered who waited for it. To be called in order.
  package func note(_ batch: LogBatch) {
    var types = types
    guard let first = batch.stored.first(where: { types.contains($0.event.type) }) else { return }
    state.withLock { state in
      state.unread = (state.unread?.lowerBound ?? first.position)...batch.head.position
    }
    noted.advance(to: batch.head.position)
  }

  /// Reads the log, and keeps up with it until the task is cancelled.
  package func run() async {
    var attempt = 0
    var isLoaded = false
    while !Task.isCancelled {
      do throws(ProjectionError) {
        if !isLoaded { try await load() }
        isLoaded = true
        while let stretch = state.withLock(\.unread) { try await read(stretch) }
        attempt = 0
        guard await noted.wait(for: folded.position + 1) else { return }
      } catch {
        attempt += 1
        logger.warning("the \(Content.name) cannot be read now: queries that need them wait")
        await pause(attempt)
      }
    }
  }

  private func load() async throws(ProjectionError) {
    let restored = try await restore()
    state.withLock { $0.content = restored.content }
    settle(through: restored.position)
  }

  private func read(_ stretch: ClosedRange<UInt64>) async throws(ProjectionError) {
    do throws(LogStoreError) {
      for opened in try await opener.open(try await events(in: stretch)) {
        switch opened.content {
        case .event(let event, _):
          state.withLock { $0.content.fold(event, on: opened.stored.event.streamID, at: opened.stored.position) }
        case .erased:
          leaveOut(opened.stored, isErased: true)
        case .unreadable:
          leaveOut(opened.stored, isErased: false)
          logger.error(
            "an event of the \(Content.name) cannot be read: nothing is shown by what it may have changed",
            metadata: [
              "stream": "\(opened.stored.event.streamID)", "position": "\(opened.stored.position)",
            ])
        }
        settle(through: opened.stored.position)
      }
      settle(through: stretch.upperBound)
    } catch {
      throw .store(error)
    }
  }

  private func leaveOut(_ stored: StoredEvent, isErased: Bool) {
    let type = EventType(rawValue: stored.event.type)
    state.withLock { $0.content.leaveOut(stored.event.streamID, type: type, isErased: isErased) }
  }

  private func events(in stretch: ClosedRange<UInt64>) async throws(LogStoreError) -> [StoredEvent] {
    var types = types
    guard UInt64(stretch.count) > Self.pageEventsMax else {
      return try await store.events(afterPosition: stretch.lowerBound - 1, limit: stretch.count)
        .filter { types.contains($0.event.type) }
    }
    let scan = try await store.scan(
      LogStretch(
        afterPosition: stretch.lowerBound - 1, throughPosition: stretch.upperBound, onlyTypes: types.sorted))
    var events: [StoredEvent] = []
    while case let page = try await scan.nextPage(eventsMax: Int(Self.pageEventsMax)), !page.isEmpty {
      events += page.filter { types.contains($0.event.type) }
    }
    return events
  }

  /// Everything up to here is folded in.
  private func settle(through position: UInt64) {
    state.withLock { state in
      guard let unread = state.unread, unread.lowerBound <= position else { return }
      state.unread = unread.upperBound > position ? (position + 1)...unread.upperBound : nil
    }
    folded.advance(to: position)
  }

  /// Waits until everything is folded in that was on disk when this was called.
  private func catchUp() async throws(CancellationError) {
    guard let unread = state.withLock(\.unread) else { return }
    guard await folded.wait(for: unread.upperBound) else { throw CancellationError() }
  }

  /// Reads the content once everything is folded in that was on disk when this was called.
  package func read<Value: Sendable>(
    _ body: @Sendable (inout Content) -> Value
  ) async throws(CancellationError) -> Value {
    try await catchUp()
    return state.withLock { body(&$0.content) }
  }
}
