internal import Synchronization

/// How a service does, by the numbers of gRPC's health service.
package enum HealthStatus: Int32, Hashable, Sendable {
  /// It takes work.
  case serving = 1
  /// It takes none now.
  case notServing = 2
  /// There is no such service.
  case serviceUnknown = 3
}

/// Whether a server takes work, for whoever asks and for whoever waits to hear that it changes.
package final class HealthBoard: Sendable {
  private struct State {
    var isServing = false
    var isGoingAway = false
    var lastWatcher: UInt64 = 0
    var watchers: [UInt64: AsyncStream<HealthStatus>.Continuation] = [:]

    var status: HealthStatus { isServing && !isGoingAway ? .serving : .notServing }
  }

  private let state = Mutex(State())

  /// Of a server that does not take work yet.
  package init() {}

  var status: HealthStatus { state.withLock(\.status) }

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
  func changes() -> AsyncStream<HealthStatus> {
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
