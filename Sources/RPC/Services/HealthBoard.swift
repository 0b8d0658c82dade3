internal import Synchronization

/// Whether a server takes work, for whoever asks and for whoever waits to hear that it changes.
package final class HealthBoard: Sendable {
  /// How a service does, by the numbers of gRPC's health service.
  enum Status: Int32, Hashable, Sendable {
    case serving = 1
    case notServing = 2
    case serviceUnknown = 3
  }

  private struct State {
    var isServing = false
    var isGoingAway = false
    var lastWatcher: UInt64 = 0
    var watchers: [UInt64: AsyncStream<Status>.Continuation] = [:]

    var status: Status { isServing && !isGoingAway ? .serving : .notServing }
  }

  private let state = Mutex(State())

  /// Of a server that does not take work yet.
  package init() {}

  var status: Status { state.withLock(\.status) }

  /// Says whether the server takes work.
  package func set(isServing: Bool) {
    change {
      $0.isServing = isServing
      return false
    }
  }

  /// Says that the server takes no more work, for good.
  package func goAway() {
    change {
      $0.isGoingAway = true
      return true
    }
  }

  /// - Parameter body: whether nothing will change any more.
  private func change(_ body: (inout State) -> Bool) {
    let (watchers, status, isLast) = state.withLock { state in
      let before = state.status
      let isLast = body(&state)
      let isHeard = isLast || state.status != before
      return (isHeard ? Array(state.watchers.values) : [], state.status, isLast)
    }
    for watcher in watchers {
      watcher.yield(status)
      if isLast { watcher.finish() }
    }
  }

  /// How the server does now, and from now on; ends when it goes away.
  func changes() -> AsyncStream<Status> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let number: UInt64? = state.withLock { state in
        continuation.yield(state.status)
        guard !state.isGoingAway else { return nil }
        state.lastWatcher += 1
        state.watchers[state.lastWatcher] = continuation
        return state.lastWatcher
      }
      guard let number else { return continuation.finish() }
      continuation.onTermination = { _ in
        _ = self.state.withLock { $0.watchers.removeValue(forKey: number) }
      }
    }
  }
}
