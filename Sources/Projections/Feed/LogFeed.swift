internal import DequeModule
package import EventLog
internal import Synchronization

/// What was appended to the log lately, for those who follow it; `LogReader` gives it to one of them in order.
///
/// What every follower has read is let go, but for the newest, while it is still in the processor's caches: to free it when
/// it has gone cold takes longer than to fold it.
package final class LogFeed: Sendable {
  private struct State {
    var recent: Deque<LogBatch> = []
    /// Up to where each follower has read.
    var followers: [UInt64: UInt64] = [:]
    var nextFollowerID: UInt64 = 0
    var recentEvents = 0
    var recentBytes = 0
    var waiters: [(id: UInt64, position: UInt64, continuation: CheckedContinuation<Void, Never>)] = []
    var nextWaiterID: UInt64 = 0
    /// Of the last event known to be on disk.
    var durablePosition: UInt64
  }

  let store: any LogStore
  private let state: Mutex<State>
  private let recentBytesMax: Int
  private let readEventsKept: Int

  /// How many events are remembered at most; a reader that is further behind asks the store.
  private static let recentEventsMax = 32_768
  /// How many bytes of sealed parts they have at most: one event may have millions.
  package static let recentBytesMaxDefault = 64 << 20
  /// How many events are kept that every follower has read, for those who come back from a short way behind.
  package static let readEventsKeptDefault = 512
  /// How many batches that were read go at a time: who publishes holds up the log.
  static let readBatchesMax = 64

  /// A feed over a log whose last event on disk is at `durablePosition`.
  package init(
    store: any LogStore, durablePosition: UInt64, recentBytesMax: Int = recentBytesMaxDefault,
    readEventsKept: Int = readEventsKeptDefault
  ) {
    self.store = store
    self.recentBytesMax = recentBytesMax
    self.readEventsKept = readEventsKept
    state = Mutex(State(durablePosition: durablePosition))
  }

  /// Takes a batch that is on disk. To be called in order.
  package func publish(_ batch: LogBatch) {
    // What goes is handed out, so that readers do not wait while it is freed.
    let (awake, gone) = state.withLock { state in
      let readByAll = state.followers.values.min() ?? batch.head.position
      state.recent.append(batch)
      state.recentEvents += batch.stored.count
      state.recentBytes += batch.partsByteCount
      var gone: [LogBatch] = []
      while let oldest = state.recent.first {
        let isBeyondBounds = state.recentEvents > Self.recentEventsMax || state.recentBytes > recentBytesMax
        let isDoneWith =
          oldest.head.position <= readByAll && state.recentEvents - oldest.stored.count >= readEventsKept
        guard isBeyondBounds || (isDoneWith && gone.count < Self.readBatchesMax) else { break }
        gone.append(state.recent.removeFirst())
        state.recentEvents -= oldest.stored.count
        state.recentBytes -= oldest.partsByteCount
      }
      state.durablePosition = batch.head.position
      defer { state.waiters.removeAll { $0.position < batch.head.position } }
      return (state.waiters.filter { $0.position < batch.head.position }, gone)
    }
    for waiter in awake { waiter.continuation.resume() }
    withExtendedLifetime(gone) {}
  }

  /// Keeps what comes after `position` for a follower, within the feed's bounds, until they have read it or have left.
  func join(at position: UInt64) -> UInt64 {
    state.withLock { state in
      state.nextFollowerID += 1
      state.followers[state.nextFollowerID] = position
      return state.nextFollowerID
    }
  }

  /// Keeps nothing for a follower any more.
  func leave(_ follower: UInt64) {
    state.withLock { _ = $0.followers.removeValue(forKey: follower) }
  }

  /// Of the last event known to be on disk.
  package var durablePosition: UInt64 { state.withLock(\.durablePosition) }

  /// How many events after `position` are known to be on disk. None also for a reader that has read on: the store may give
  /// it a batch whose commit was never answered, before this server has learnt what became of it.
  package func eventCount(after position: UInt64) -> UInt64 {
    let durable = durablePosition
    return durable > position ? durable - position : 0
  }

  /// When the first event after `position` was recorded, in microseconds since 1970-01-01T00:00:00Z; `nil` if there is
  /// none, or it is in memory no more.
  package func recordedAt(ofEventAfter position: UInt64) -> Int64? {
    state.withLock { state in
      guard let batch = state.recent.first(where: { $0.head.position > position }), batch.base.position <= position
      else { return nil }
      return batch.recordedAt
    }
  }

  /// The events after `position`, up to where the follower has read, that are still in memory; `nil` if the next one is
  /// not.
  ///
  /// - Parameter inWholeBatches: gives all of a batch, which mostly needs no copy, where it has more than `eventsMax`.
  func recentEvents(
    after position: UInt64, eventsMax: Int, inWholeBatches: Bool, for follower: UInt64
  ) -> [StoredEvent]? {
    let batches = state.withLock { state -> [LogBatch] in
      state.followers[follower] = position
      guard let first = state.recent.first, first.base.position <= position else { return [] }
      var wanted: [LogBatch] = []
      var events = 0
      for batch in state.recent where batch.head.position > position && events < eventsMax {
        events += batch.stored.count
        wanted.append(batch)
      }
      return wanted
    }
    guard let first = batches.first else { return nil }
    if inWholeBatches, batches.count == 1, first.base.position == position { return first.stored }
    var events: [StoredEvent] = []
    for batch in batches {
      let unread = batch.stored.dropFirst(Int(max(position, batch.base.position) - batch.base.position))
      events += inWholeBatches ? unread : unread.prefix(eventsMax - events.count)
    }
    return events
  }

  /// Waits until there is an event after `position`, or the task is cancelled.
  func wait(after position: UInt64) async {
    let id = state.withLock { state in
      state.nextWaiterID += 1
      return state.nextWaiterID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          guard state.durablePosition <= position else { return true }
          state.waiters.append((id, position, continuation))
          return false
        }
        if isThere { continuation.resume() } else if Task.isCancelled { stopWaiting(id) }
      }
    } onCancel: {
      stopWaiting(id)
    }
  }

  private func stopWaiting(_ id: UInt64) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume()
  }
}

extension LogBatch {
  fileprivate var partsByteCount: Int {
    stored.reduce(0) { $0 + $1.event.partsByteCount }
  }
}
