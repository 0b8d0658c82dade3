internal import Synchronization

/// How far a rebuild has come; read by who shows it, at any time.
package final class RebuildProgress: Sendable {
  /// A moment of it.
  package struct Snapshot: Hashable, Sendable {
    /// Which projection is being built; empty before the first.
    package var projection = ""
    /// Positions of the log that are folded in.
    package var done: UInt64 = 0
    /// Positions of the log that there are to fold.
    package var total: UInt64 = 0
    /// Positions of the log that were folded in since this was made: less than are done where an earlier attempt had begun.
    package var folded: UInt64 = 0
    /// Whether the rows are there and their indexes are being made, of which nobody knows how far they have come.
    package var isIndexing = false
  }

  private struct State {
    var snapshot = Snapshot()
    /// What each part has done of a pass.
    var parts: [UInt64] = []

    mutating func advance(to done: UInt64) {
      snapshot.folded += done - min(done, snapshot.done)
      snapshot.done = done
    }
  }

  private let state = Mutex(State())

  /// Nothing has been done yet.
  package init() {}

  /// How far it has come.
  package var now: Snapshot { state.withLock(\.snapshot) }

  func begin(_ projection: String, at position: UInt64, of total: UInt64) {
    state.withLock { state in
      let folded = state.snapshot.folded
      state.snapshot = Snapshot(
        projection: projection, done: position, total: max(position, total), folded: folded)
      state.parts = []
    }
  }

  func beginPass(at positions: [UInt64], through total: UInt64) {
    state.withLock { state in
      state.snapshot.total = max(state.snapshot.total, total)
      state.parts = positions
      state.snapshot.done = Self.mean(positions)
    }
  }

  func advance(part index: Int, to position: UInt64) {
    state.withLock { state in
      state.parts[index] = position
      state.advance(to: Self.mean(state.parts))
    }
  }

  func advance(to position: UInt64) {
    state.withLock { state in
      state.advance(to: position)
      state.snapshot.total = max(state.snapshot.total, position)
    }
  }

  func beginIndexing() { state.withLock { $0.snapshot.isIndexing = true } }

  private static func mean(_ positions: [UInt64]) -> UInt64 {
    positions.isEmpty ? 0 : positions.reduce(0, +) / UInt64(positions.count)
  }
}
