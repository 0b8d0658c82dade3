extension FrameConnection {
  /// What a connection may do when. Decides only: knows neither sockets nor clocks.
  struct StateMachine: ~Copyable {
    /// How far the connection has come.
    enum Phase: Hashable {
      /// → hello, lingering, closed
      case preface
      /// → open, lingering, closed
      case hello
      /// → lingering, closed
      case open
      /// Told why; whatever still comes is thrown away. → closed
      case lingering
      /// The end.
      case closed
    }

    /// What to do with a frame whose header has come.
    enum Arrival {
      /// Wait for its payload, then act on it.
      case take
      /// Pass over its payload and answer the call so.
      case refuse(RPCError)
      /// Cancel the task and answer the call CANCELLED.
      case cancel(Task<Void, Never>?)
      /// Pass over its payload, answer the stream so and cancel it.
      case endStream(RPCError)
      /// Pass over it.
      case ignore
    }

    /// What is due.
    enum Due {
      /// Answer these calls DEADLINE_EXCEEDED and cancel their tasks.
      case expired([(id: UInt32, task: Task<Void, Never>?)])
      /// End the connection and say why.
      case end(GoAway)
      /// End the connection when its calls have ended: it is as old as it may become.
      case retire
      /// Close the socket.
      case close
    }

    let configuration: RPCServerConfiguration
    private(set) var phase = Phase.preface
    /// Whether new calls are refused.
    private(set) var isDraining = false
    /// What the client takes.
    var clientHello = Hello()
    var calls = CallsUnderWay()
    /// Those of the calls that stream and have not been answered.
    var streams: [UInt32: StreamCredit] = [:]
    private(set) var lastSeenID: UInt32 = 0
    private var lastAcceptedID: UInt32 = 0
    private var frameFlood = FrameFlood()
    private var lastFrameAt: Deadline
    private var phaseEndsAt: Deadline
    private var stallEndsAt = Deadline.never
    /// When the message of a stream whose header has come must be complete.
    var messageEndsAt = Deadline.never
    private var drainEndsAt = Deadline.never
    private var ageEndsAt = Deadline.never
    /// `due` has something to say no earlier than this.
    private(set) var wakeAt: Deadline

    init(configuration: RPCServerConfiguration, now: Deadline, ageMilliseconds: Int? = nil) {
      self.configuration = configuration
      lastFrameAt = now
      phaseEndsAt = now.advanced(nanoseconds: UInt64(configuration.handshakeMilliseconds) * 1_000_000)
      wakeAt = phaseEndsAt
      if let ageMilliseconds { ageEndsAt = now.advanced(nanoseconds: UInt64(ageMilliseconds) * 1_000_000) }
    }

    /// The payload of a `goAway` sent now.
    func goAway(_ reason: GoAwayReason, _ message: String) -> GoAway {
      GoAway(lastCallID: lastAcceptedID, reason: reason, message: message)
    }

    /// Whether the connection is to be ended, since it drains and nothing is under way.
    var isDrained: Bool { isDraining && calls.isEmpty && phase == .open }

    /// The client's preface has come.
    mutating func receivedPreface() {
      precondition(phase == .preface, "the preface comes once")
      phase = .hello
    }

    /// The client's hello has come.
    mutating func receivedHello(_ hello: Hello) {
      precondition(phase == .hello, "the hello comes once")
      clientHello = hello
      phase = .open
      phaseEndsAt = .never
      wake(at: min(idleEndsAt, ageEndsAt))
    }

    /// A frame's header has come.
    mutating func received(_ type: FrameType, _ header: FrameHeader, now: Deadline) throws(FrameFault) -> Arrival {
      lastFrameAt = now
      if type.asksForNothing, frameFlood.isTooMuch(now: now) {
        throw FrameFault(.protocolError, "\(type): too many frames that ask for nothing")
      }
      guard phase == .open else {
        guard type == .hello || type == .goAway else { throw FrameFault(.protocolError, "the first frame is hello") }
        return .take
      }
      switch type {
      case .call: return try receivedCall(header, now: now)
      case .cancel: return try receivedCancel(header.callID)
      case .hello: throw FrameFault(.protocolError, "hello comes once")
      case .ping, .goAway: return .take
      case .pong: return .ignore
      case .message: return try receivedMessage(header, now: now)
      case .window:
        try receivedWindow(header.callID)
        return .take
      case .end: throw FrameFault(.protocolError, "\(type): not here")
      }
    }

    private mutating func receivedCall(_ header: FrameHeader, now: Deadline) throws(FrameFault) -> Arrival {
      guard header.callID > lastSeenID else {
        throw FrameFault(.protocolError, "call: id \(header.callID) does not come after \(lastSeenID)")
      }
      let isStream = header.flags & FrameFlag.last == 0
      guard !isStream || clientHello.speaksStreams else {
        throw FrameFault(.protocolError, "call: without the flag `last` from a client that speaks no streams")
      }
      lastSeenID = header.callID
      if isDraining {
        return .refuse(RPCError(.unavailable, "the server is going away; call again", isUntouched: true))
      }
      let bytes = Int(header.payloadBytes)
      guard calls.count < configuration.callsPerConnectionMax else {
        let limit = "at most \(configuration.callsPerConnectionMax) calls may be under way on a connection"
        return .refuse(RPCError(.resourceExhausted, limit, isUntouched: true))
      }
      guard calls.requestBytes + bytes <= configuration.requestBytesPerConnectionMax else {
        let limit =
          "requests under way on a connection hold at most \(configuration.requestBytesPerConnectionMax) bytes"
        return .refuse(RPCError(.resourceExhausted, limit, isUntouched: true))
      }
      lastAcceptedID = header.callID
      let completeBy = now.advanced(nanoseconds: UInt64(configuration.frameMilliseconds) * 1_000_000)
      calls.opened(header.callID, completeBy: completeBy, bytes: bytes)
      if isStream {
        streams[header.callID] = StreamCredit(
          sends: false, receives: true, toSend: 0, toReceive: configuration.streamWindowBytes)
      }
      wake(at: completeBy)
      return .take
    }

    private mutating func receivedCancel(_ id: UInt32) throws(FrameFault) -> Arrival {
      guard id <= lastSeenID else { throw FrameFault(.protocolError, "cancel: call \(id) was never opened") }
      guard let call = calls.answered(id) else { return .ignore }
      return .cancel(call.task)
    }

    /// A call's payload is there and its handler is about to begin.
    mutating func began(
      _ id: UInt32, deadline: Deadline, method: Int = 0, trace: TraceParent? = nil, at now: Deadline = .never
    ) {
      calls.began(id, deadline: deadline, method: method, trace: trace, at: now)
      wake(at: deadline)
    }

    /// The peer reads what it is sent, or has stopped to.
    mutating func writabilityChanged(isWritable: Bool, now: Deadline) {
      stallEndsAt =
        isWritable ? .never : now.advanced(nanoseconds: UInt64(configuration.writeStallMilliseconds) * 1_000_000)
      wake(at: stallEndsAt)
    }

    /// No new calls from here on.
    ///
    /// - Returns: whether this is new.
    mutating func drain(now: Deadline) -> Bool {
      guard !isDraining, phase != .lingering, phase != .closed else { return false }
      isDraining = true
      drainEndsAt = now.advanced(nanoseconds: UInt64(configuration.shutdownGraceMilliseconds) * 1_000_000)
      wake(at: drainEndsAt)
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

    /// Nobody waits for any call any more. Those that have begun stay under way until their handlers return.
    ///
    /// - Returns: the tasks to cancel, and the bytes of requests that were not complete and never will be.
    mutating func abandonCalls() -> (tasks: [Task<Void, Never>], bytes: Int) {
      streams = [:]
      return calls.abandoned()
    }

    /// What is due at this moment, if anything; sets `wakeAt` to the next moment at which to ask.
    mutating func due(now: Deadline) -> Due? {
      guard phase != .closed else { return nil }
      if phaseEndsAt <= now {
        if phase == .lingering { return .close }
        return .end(goAway(.handshakeTimeout, "no hello within \(configuration.handshakeMilliseconds) ms"))
      }
      if drainEndsAt <= now && phase == .open {
        return .end(goAway(.shutdown, "calls were still under way when the time for them was over"))
      }
      if ageEndsAt <= now && phase == .open {
        ageEndsAt = .never
        return .retire
      }
      if stallEndsAt <= now { return .close }
      if messageEndsAt <= now {
        return .end(goAway(.idle, "a message was not complete \(configuration.frameMilliseconds) ms after its header"))
      }
      if idleEndsAt <= now {
        return .end(goAway(.idle, "no call for \(configuration.idleMilliseconds) ms"))
      }
      let expired = calls.expired(now: now)
      if !expired.incomplete.isEmpty {
        return .end(goAway(.idle, "a frame was not complete \(configuration.frameMilliseconds) ms after its header"))
      }
      let next = min(phaseEndsAt, stallEndsAt, messageEndsAt, drainEndsAt, idleEndsAt, ageEndsAt, expired.next)
      wakeAt = min(next, now.advanced(nanoseconds: idleNanoseconds))
      return expired.begun.isEmpty ? nil : .expired(expired.begun)
    }

    private var idleNanoseconds: UInt64 { UInt64(configuration.idleMilliseconds) * 1_000_000 }

    private var idleEndsAt: Deadline {
      phase == .open && calls.isEmpty ? lastFrameAt.advanced(nanoseconds: idleNanoseconds) : .never
    }

    mutating func wake(at moment: Deadline) { wakeAt = min(wakeAt, moment) }
  }
}
