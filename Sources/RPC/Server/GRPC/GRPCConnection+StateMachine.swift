internal import NIOHTTP2

extension GRPCConnection {
  /// What a connection may do when. Decides only: knows neither sockets nor clocks. What HTTP/2 itself demands, its library
  /// sees to.
  struct StateMachine {
    /// How far the connection has come.
    enum Phase: Hashable {
      /// The client has not sent its settings. → open, lingering, closed
      case opening
      /// → lingering, closed
      case open
      /// Told why; whatever still comes is thrown away. → closed
      case lingering
      /// The end.
      case closed
    }

    /// What is due.
    enum Due {
      /// Answer these calls DEADLINE_EXCEEDED and cancel their tasks.
      case expired([(id: UInt32, task: Task<Void, Never>?)])
      /// The requests of these calls were not complete in time.
      case incomplete([UInt32])
      /// The client lets the answers of these calls lie.
      case stalled([UInt32])
      /// Say so and end.
      case end(HTTP2ErrorCode, String)
      /// End when the calls have ended: it is as old as it may become.
      case retire
      /// Close the socket.
      case close
    }

    let configuration: RPCServerConfiguration
    private(set) var phase = Phase.opening
    /// Whether the client was told that the connection ends.
    private(set) var isDraining = false
    /// Whether it knows, so that no call can be on its way any more.
    private var isDrainKnown = false
    var calls = CallsUnderWay()
    /// By when answers must have been taken by the client.
    private var answers: [UInt32: Deadline] = [:]
    /// By when messages of streams that have begun to come must be complete.
    private var messages: [UInt32: Deadline] = [:]
    private(set) var lastCallID: UInt32 = 0
    /// Largest head of a call's end that the client takes, in bytes.
    private(set) var clientHeadBytesMax: Int
    private var pings = PingStrikes()
    private var framesForNothing = 0
    private var lastFrameAt: Deadline
    private var phaseEndsAt: Deadline
    private var stallEndsAt = Deadline.never
    private var drainEndsAt = Deadline.never
    private var ageEndsAt = Deadline.never
    /// `due` has something to say no earlier than this.
    private(set) var wakeAt: Deadline

    /// So many window updates may come while nothing is sent.
    private static let framesForNothingMax = 1_000

    init(configuration: RPCServerConfiguration, now: Deadline, ageMilliseconds: Int? = nil) {
      self.configuration = configuration
      clientHeadBytesMax = configuration.headBytesMax
      lastFrameAt = now
      phaseEndsAt = now.advanced(nanoseconds: UInt64(configuration.handshakeMilliseconds) * 1_000_000)
      wakeAt = phaseEndsAt
      if let ageMilliseconds { ageEndsAt = now.advanced(nanoseconds: UInt64(ageMilliseconds) * 1_000_000) }
    }

    /// Whether the connection is to be ended, since it drains and nothing is under way or waits to be taken.
    var isDrained: Bool { isDrainKnown && calls.isEmpty && answers.isEmpty && phase == .open }

    /// Whether frames are still acted on.
    var isListening: Bool { phase == .opening || phase == .open }

    // MARK: Frames

    /// Settings of the client have come.
    mutating func received(_ settings: HTTP2Settings) {
      if let limit = settings.last(where: { $0.parameter == .maxHeaderListSize }) { clientHeadBytesMax = limit.value }
      guard phase == .opening else { return }
      phase = .open
      phaseEndsAt = .never
      wake(at: min(idleEndsAt, ageEndsAt))
    }

    /// Any frame has come.
    mutating func receivedFrame(now: Deadline) { lastFrameAt = now }

    /// A ping has come.
    ///
    /// - Returns: whether there have been too many.
    mutating func receivedPing(now: Deadline) -> Bool { pings.received(now: now) }

    /// The client has given more room.
    ///
    /// - Returns: whether it does so too often.
    mutating func receivedWindowUpdate() -> Bool {
      framesForNothing += 1
      return framesForNothing > Self.framesForNothingMax
    }

    /// Something of a call was sent.
    mutating func sent() {
      pings.sent()
      framesForNothing = 0
    }

    // MARK: Calls

    /// A call begins to come.
    ///
    /// - Throws: RESOURCE_EXHAUSTED if there are enough.
    mutating func opened(_ id: UInt32, now: Deadline) throws(RPCError) {
      lastCallID = max(lastCallID, id)
      guard calls.count < configuration.callsPerConnectionMax else {
        let limit = "at most \(configuration.callsPerConnectionMax) calls may be under way on a connection"
        throw RPCError(.resourceExhausted, limit, isUntouched: true)
      }
      let completeBy = now.advanced(nanoseconds: UInt64(configuration.frameMilliseconds) * 1_000_000)
      calls.opened(id, completeBy: completeBy, bytes: 0)
      wake(at: completeBy)
    }

    /// A request of a call begins to come.
    ///
    /// - Parameter isHeldByCall: until the call ends, as that of a unary one; else until it is taken.
    /// - Throws: RESOURCE_EXHAUSTED if there is no room for it.
    mutating func receivesMessage(_ id: UInt32, bytes: Int, isHeldByCall: Bool) throws(RPCError) {
      let limit = configuration.requestBytesPerConnectionMax
      guard calls.requestBytes + bytes <= limit else {
        throw RPCError(.resourceExhausted, "requests under way on a connection hold at most \(limit) bytes")
      }
      if isHeldByCall { calls.grew(id, by: bytes) } else { calls.requestBytes += bytes }
    }

    /// A stream waits for the rest of a message, or does not any more.
    mutating func awaitsMessage(_ id: UInt32, _ isAwaited: Bool, now: Deadline) {
      guard isAwaited else {
        if !messages.isEmpty { messages[id] = nil }
        return
      }
      guard messages[id] == nil else { return }
      let completeBy = now.advanced(nanoseconds: UInt64(configuration.frameMilliseconds) * 1_000_000)
      messages[id] = completeBy
      wake(at: completeBy)
    }

    /// A call's handler is about to begin.
    mutating func began(_ id: UInt32, deadline: Deadline, method: Int, trace: TraceParent?, at now: Deadline) {
      calls.began(id, deadline: deadline, method: method, trace: trace, at: now)
      wake(at: deadline)
    }

    /// The last of a call's answer waits to be taken by the client.
    mutating func answered(_ id: UInt32, now: Deadline) {
      let stalledAt = now.advanced(nanoseconds: UInt64(configuration.writeStallMilliseconds) * 1_000_000)
      answers[id] = stalledAt
      wake(at: stalledAt)
    }

    /// HTTP/2's stream of a call is closed.
    mutating func closedStream(_ id: UInt32) {
      answers[id] = nil
      if !messages.isEmpty { messages[id] = nil }
    }

    // MARK: The connection's end

    /// The peer reads what it is sent, or has stopped to.
    mutating func writabilityChanged(isWritable: Bool, now: Deadline) {
      stallEndsAt =
        isWritable ? .never : now.advanced(nanoseconds: UInt64(configuration.writeStallMilliseconds) * 1_000_000)
      wake(at: stallEndsAt)
    }

    /// The client is told that the connection ends.
    ///
    /// - Returns: whether this is new.
    mutating func drain(now: Deadline) -> Bool {
      guard !isDraining, isListening else { return false }
      isDraining = true
      drainEndsAt = now.advanced(nanoseconds: UInt64(configuration.shutdownGraceMilliseconds) * 1_000_000)
      wake(at: drainEndsAt)
      return true
    }

    /// The client has heard of it.
    ///
    /// - Returns: whether this is new.
    mutating func drainBecameKnown() -> Bool {
      guard isDraining, !isDrainKnown else { return false }
      isDrainKnown = true
      return true
    }

    /// The connection was told that it ends.
    mutating func linger(now: Deadline) {
      phase = .lingering
      phaseEndsAt = now.advanced(nanoseconds: UInt64(configuration.lingerMilliseconds) * 1_000_000)
      wake(at: phaseEndsAt)
    }

    /// The socket is closed.
    mutating func closed() { phase = .closed }

    // MARK: Time

    /// What is due at this moment; asked again until it is nothing, when `wakeAt` is the next moment at which to ask.
    mutating func due(now: Deadline) -> Due? {
      guard phase != .closed else { return nil }
      if phaseEndsAt <= now {
        if phase == .lingering { return .close }
        return .end(.settingsTimeout, "no settings within \(configuration.handshakeMilliseconds) ms")
      }
      if stallEndsAt <= now { return .close }
      guard phase == .open else { return nil }
      if drainEndsAt <= now { return .end(.noError, "calls were still under way when the time for them was over") }
      if ageEndsAt <= now {
        ageEndsAt = .never
        return .retire
      }
      if idleEndsAt <= now { return .end(.noError, "no call for \(configuration.idleMilliseconds) ms") }
      let stalled = answers.filter { $0.value <= now }.map(\.key)
      if !stalled.isEmpty { return .stalled(stalled) }
      let cut = messages.filter { $0.value <= now }.map(\.key)
      if !cut.isEmpty { return .incomplete(cut) }
      let expired = calls.expired(now: now)
      if !expired.begun.isEmpty { return .expired(expired.begun) }
      if !expired.incomplete.isEmpty { return .incomplete(expired.incomplete) }
      wakeAt = min(
        stallEndsAt, drainEndsAt, idleEndsAt, ageEndsAt, expired.next, answers.values.min() ?? .never,
        messages.values.min() ?? .never, now.advanced(nanoseconds: idleNanoseconds))
      return nil
    }

    private var idleNanoseconds: UInt64 { UInt64(configuration.idleMilliseconds) * 1_000_000 }

    private var idleEndsAt: Deadline {
      calls.isEmpty && answers.isEmpty ? lastFrameAt.advanced(nanoseconds: idleNanoseconds) : .never
    }

    private mutating func wake(at moment: Deadline) { wakeAt = min(wakeAt, moment) }
  }
}
