import Foundation

/// One connection through a proxy: forwards both ways, and has the faults that fall into its bytes. Lives on one thread.
struct ChaosConnection {
  private enum State {
    case forwarding
    /// Both sides were told that no more comes; what they still say is thrown away.
    case ending
    /// Neither side hears anything.
    case halfOpen
    case over
  }

  /// One way.
  private struct Flow {
    let from: Descriptor
    let to: Descriptor
    let direction: FlowDirection
    var walk: MessageWalk?
    var unsent: ArraySlice<UInt8> = []
    var dueMilliseconds = 0
    var delayMilliseconds = 0
    var hasEnded = false
    /// What is to be done once `unsent` has gone.
    var afterwards: Fault.Kind?

    var canRead: Bool { unsent.isEmpty && !hasEnded }
  }

  private var flows: [Flow]
  private var state = State.forwarding
  private let stop: Descriptor
  private let plan: FaultPlan
  private let isPaused: () -> Bool

  private static let pieceBytesMax = 16_384
  /// How often a paused connection looks whether it is to go on.
  private static let pausedLookMilliseconds = 5

  init(
    client: Descriptor, server: Descriptor, stop: Descriptor, plan: FaultPlan, isPaused: @escaping () -> Bool,
    walks: [MessageWalk?]
  ) {
    flows = [
      Flow(from: client, to: server, direction: .toServer, walk: walks[0]),
      Flow(from: server, to: client, direction: .toClient, walk: walks[1]),
    ]
    self.stop = stop
    self.plan = plan
    self.isPaused = isPaused
  }

  mutating func run() {
    while state != .over, wait() {
      switch state {
      case .forwarding: for index in flows.indices { forward(index) }
      case .ending: for index in flows.indices { discard(index) }
      case .halfOpen, .over: break
      }
      if flows.allSatisfy({ $0.hasEnded && $0.unsent.isEmpty }) { state = .over }
    }
  }

  /// Waits until something can be done.
  ///
  /// - Returns: whether the proxy still runs.
  private func wait() -> Bool {
    var polled = [pollfd(fd: stop.number, events: Int16(POLLIN), revents: 0)]
    var timeout: Int32 = -1
    let now = MonotonicMilliseconds.now
    if state == .forwarding && isPaused() {
      timeout = Int32(Self.pausedLookMilliseconds)
    } else if state == .forwarding || state == .ending {
      for flow in flows {
        if flow.canRead {
          polled.append(pollfd(fd: flow.from.number, events: Int16(POLLIN), revents: 0))
        } else if !flow.unsent.isEmpty, flow.dueMilliseconds <= now {
          polled.append(pollfd(fd: flow.to.number, events: Int16(POLLOUT), revents: 0))
        } else if !flow.unsent.isEmpty {
          let left = Int32(flow.dueMilliseconds - now)
          timeout = timeout < 0 ? left : min(timeout, left)
        }
      }
    }
    poll(&polled, nfds_t(polled.count), timeout)
    return polled[0].revents == 0
  }

  private mutating func forward(_ index: Int) {
    guard state == .forwarding, !isPaused() else { return }
    if flows[index].canRead { read(index) }
    if state == .forwarding { write(index) }
  }

  private mutating func read(_ index: Int) {
    switch Sockets.receive(flows[index].from, max: Self.pieceBytesMax) {
    case .nothing: return
    case .lost: reset()
    case .ended:
      flows[index].hasEnded = true
      Sockets.shutDownSending(flows[index].to)
    case .bytes(let bytes):
      let marks = flows[index].walk?.advance(over: bytes[...]) ?? []
      flows[index].unsent = bytes[...]
      if let strike = plan.strike(flows[index].direction, bytes, marks: marks) {
        have(strike, index)
      }
      flows[index].dueMilliseconds = MonotonicMilliseconds.now + flows[index].delayMilliseconds
    }
  }

  private mutating func have(_ strike: FaultPlan.Strike, _ index: Int) {
    switch strike.fault.kind {
    case .delay: flows[index].delayMilliseconds = strike.fault.milliseconds
    case .bitFlip: flows[index].unsent[strike.offset] ^= 1 << strike.fault.bit
    case .reset, .halfOpen, .truncation:
      flows[index].unsent = flows[index].unsent.prefix(strike.offset)
      flows[index].afterwards = strike.fault.kind
    }
  }

  private mutating func write(_ index: Int) {
    guard flows[index].dueMilliseconds <= MonotonicMilliseconds.now else { return }
    if !flows[index].unsent.isEmpty {
      guard let count = Sockets.send(flows[index].unsent, over: flows[index].to) else { return reset() }
      flows[index].unsent = flows[index].unsent.dropFirst(count)
    }
    guard flows[index].unsent.isEmpty, let kind = flows[index].afterwards else { return }
    flows[index].afterwards = nil
    switch kind {
    case .reset: reset()
    case .halfOpen: state = .halfOpen
    case .truncation:
      state = .ending
      for other in flows.indices {
        flows[other].unsent = []
        Sockets.shutDownSending(flows[other].to)
      }
    case .delay, .bitFlip: break
    }
  }

  private mutating func discard(_ index: Int) {
    guard !flows[index].hasEnded else { return }
    switch Sockets.receive(flows[index].from, max: Self.pieceBytesMax) {
    case .nothing, .bytes: break
    case .ended, .lost: flows[index].hasEnded = true
    }
  }

  private mutating func reset() {
    for flow in flows { Sockets.resetWhenClosed(flow.from) }
    state = .over
  }
}

/// Of the clock that never runs backwards.
enum MonotonicMilliseconds {
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
