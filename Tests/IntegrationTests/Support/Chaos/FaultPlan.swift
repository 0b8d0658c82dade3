import Synchronization

/// The faults that a proxy's connections are to have, one after the other, and those that they had.
final class FaultPlan: Sendable {
  /// A fault that falls into a piece of a flow.
  struct Strike: Sendable {
    let fault: Fault
    /// In the piece: what stands before still goes through.
    let offset: Int
  }

  private struct State {
    var waiting: [Fault] = []
    /// Until the first that waits strikes.
    var bytesLeft = 0
    var counts: [Fault.Kind: Int] = [:]
    var total = 0
    var isAbandoned = false
    var watchers: [(total: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  /// Adds faults behind those that wait already.
  func add(_ faults: [Fault]) {
    state.withLock { state in
      if state.waiting.isEmpty { state.bytesLeft = faults.first?.afterBytes ?? 0 }
      state.waiting.append(contentsOf: faults)
    }
  }

  /// How often each kind has struck.
  var counts: [Fault.Kind: Int] { state.withLock(\.counts) }

  /// How many faults have struck.
  var total: Int { state.withLock(\.total) }

  /// Nothing will go through the proxy any more: whoever waits for faults waits no longer.
  func abandon() {
    let awake = state.withLock { state in
      state.isAbandoned = true
      defer { state.watchers = [] }
      return state.watchers.map(\.continuation)
    }
    for continuation in awake { continuation.resume() }
  }

  /// Waits until so many faults have struck since the proxy was made, or the plan has been abandoned.
  func wait(for total: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.total >= total || state.isAbandoned { return true }
        state.watchers.append((total, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Counts a piece of a flow.
  ///
  /// - Returns: the fault that falls into it, which has now struck.
  func strike(_ direction: FlowDirection, _ piece: [UInt8], marks: [MessageWalk.Mark]) -> Strike? {
    let (strike, awake) = state.withLock { state -> (Strike?, [CheckedContinuation<Void, Never>]) in
      guard let fault = state.waiting.first, fault.direction == direction else { return (nil, []) }
      guard let offset = Self.offset(of: fault, after: state.bytesLeft, in: piece, marks: marks) else {
        state.bytesLeft = max(0, state.bytesLeft - piece.count)
        return (nil, [])
      }
      state.waiting.removeFirst()
      state.bytesLeft = state.waiting.first?.afterBytes ?? 0
      state.counts[fault.kind, default: 0] += 1
      state.total += 1
      let total = state.total
      defer { state.watchers.removeAll { $0.total <= total } }
      return (Strike(fault: fault, offset: offset), state.watchers.filter { $0.total <= total }.map(\.continuation))
    }
    for continuation in awake { continuation.resume() }
    return strike
  }

  private static func offset(
    of fault: Fault, after bytesLeft: Int, in piece: [UInt8], marks: [MessageWalk.Mark]
  ) -> Int? {
    switch fault.place {
    case .anywhere: return bytesLeft < piece.count ? bytesLeft : nil
    case .header(let index): return marks.first { $0.offset >= bytesLeft && $0.index == index }?.offset
    case .message(let type, let text):
      guard let place = piece.firstRange(of: Array(text.utf8)) else { return nil }
      let first = max(bytesLeft, place.upperBound)
      return marks.first { $0.offset >= first && $0.isType && $0.byte == type }?.offset
    }
  }
}
