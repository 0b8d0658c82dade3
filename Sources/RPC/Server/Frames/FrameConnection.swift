internal import Logging
internal import NIOCore

/// The server's end of a connection that speaks Cairn frames: acts on what its state machine decides. Confined to its event loop.
final class FrameConnection: ChannelDuplexHandler, CallServing {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let shared: ServerShared
  let peer: Peer
  let principal: Principal?
  let number: UInt64
  let eventLoop: any EventLoop
  let executor: LoopTaskExecutor
  var machine: StateMachine
  var reader: FrameReader
  var headCache: CallHead?
  var context: ChannelHandlerContext?
  var outgoing = ByteBuffer()
  private(set) var isWritable = true
  var streams: [UInt32: Stream] = [:]
  /// What responses of this connection's streams may hold together, before they are written.
  let responseBudget: ByteBudget
  /// Streams that may have responses to send.
  var ready: [UInt32] = []
  /// Streams that wait until there is room to write.
  var heldBackStreams: Set<UInt32> = []
  /// Streams whose handlers may wait for what has come.
  var wakeable: [UInt32] = []

  private var refusal: (reason: GoAwayReason, message: String)?
  private var chargedBytes = 0
  /// When the burst of bytes that is being read began; one look at the clock serves all of its frames.
  private(set) var burstBegan = Deadline.now
  private var isReadingBurst = false
  private var isFlushScheduled = false
  private var isReadHeldBack = false
  private let alarm: Alarm

  /// - Parameters:
  ///   - number: of the connection, in request ids.
  ///   - since: when the connection was accepted: by then its hello is due, and from then on it ages.
  ///   - ageMilliseconds: how old it becomes; `nil` for as old as it likes.
  init(
    shared: ServerShared, peer: Peer, principal: Principal?, number: UInt64, eventLoop: any EventLoop,
    since: Deadline = .now, ageMilliseconds: Int? = nil
  ) {
    self.shared = shared
    self.peer = peer
    self.principal = principal
    self.number = number
    self.eventLoop = eventLoop
    executor = LoopTaskExecutor(eventLoop)
    alarm = Alarm(on: eventLoop)
    responseBudget = ByteBudget(limit: shared.configuration.writeBufferBytesMax, within: shared.budget)
    machine = StateMachine(
      configuration: shared.configuration, now: since, ageMilliseconds: ageMilliseconds)
    reader = FrameReader(
      sender: .client,
      limits: .init(
        payloadBytesMax: UInt32(shared.configuration.payloadBytesMax),
        headBytesMax: UInt16(shared.configuration.headBytesMax)))
  }

  /// Makes the connection end as soon as it is active.
  func refuse(_ reason: GoAwayReason, _ message: String) { refusal = (reason, message) }

  // MARK: Events of the channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    alarm.ring = { [weak self] in self?.tick() }
    rearmTimer()
    // After a handshake the channel is active long since.
    if context.channel.isActive { endIfRefused() }
  }

  func channelActive(context: ChannelHandlerContext) {
    endIfRefused()
    context.fireChannelActive()
  }

  private func endIfRefused() {
    if let refusal { end(machine.goAway(refusal.reason, refusal.message)) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard machine.phase != .lingering, machine.phase != .closed else { return }
    reader.append(unwrapInboundIn(data))
    isReadingBurst = true
    burstBegan = .now
    readFrames()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReadingBurst = false
    flush()
    rearmTimer()
  }

  func read(context: ChannelHandlerContext) {
    if isHeldBack { isReadHeldBack = true } else { context.read() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    isWritable = context.channel.isWritable
    machine.writabilityChanged(isWritable: isWritable, now: .now)
    rearmTimer()
    updateCharge()
    guard isWritable else { return }
    // Not from within the write that made room: frames read here write themselves.
    eventLoop.assumeIsolated().execute { self.resumeReading() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    machine.closed()
    alarm.cancel()
    shared.budget.release(chargedBytes)
    chargedBytes = 0
    abandonCalls()
    self.context = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event as? ConnectionEvent {
    case .drain: drain()
    case .refuse(let why):
      reportRefusal(why)
      end(machine.goAway(.notAdmitted, why))
    case nil: context.fireUserInboundEventTriggered(event)
    }
  }

  // MARK: Reading

  /// Whether the peer has to read before more of its calls are read.
  private var isHeldBack: Bool { !isWritable }

  private func resumeReading() {
    guard context != nil else { return }
    burstBegan = .now
    readFrames()
    resumeResponses()
    flush()
    rearmTimer()
    if isReadHeldBack, !isHeldBack {
      isReadHeldBack = false
      context?.read()
    }
  }

  private func readFrames() {
    do throws(FrameFault) {
      while !isHeldBack {
        switch machine.phase {
        case .preface: guard readPreface() else { return }
        case .hello, .open: guard try readFrame() else { return }
        case .lingering, .closed: return
        }
      }
    } catch {
      end(machine.goAway(error.reason, error.message))
    }
  }

  private func readPreface() -> Bool {
    switch Preface.judge(reader.unread) {
    case .undecided: return false
    case .cairnFrames:
      reader.skip(Preface.bytes.count)
      outgoing.writeOpening(shared.configuration.hello)
      machine.receivedPreface()
      return true
    case .unknown:
      end(machine.goAway(.unknownProtocol, "these are not Cairn frames, version 1"))
      return false
    }
  }

  // MARK: Writing

  /// Adds a frame to what goes out at the end of the burst.
  func send(_ type: FrameType, flags: UInt8 = 0, callID: UInt32 = 0, head: [UInt8] = [], message: [UInt8] = []) {
    guard let context, machine.phase == .open else { return }
    outgoing.writeFrame(type, flags: flags, callID: callID, head: head, message: message)
    if outgoing.readableBytes >= 65_536 { writeOutgoing(context) } else { scheduleFlush() }
  }

  /// Has what is to go out written at the end of the burst, or of this turn of the loop: answers of tasks that return in
  /// the same turn go out together.
  func scheduleFlush() {
    guard !isReadingBurst, !isFlushScheduled else { return }
    isFlushScheduled = true
    eventLoop.assumeIsolated().execute {
      self.isFlushScheduled = false
      self.flush()
    }
  }

  func flush() {
    guard let context else { return }
    wakeReaders()
    sendResponses()
    if outgoing.readableBytes > 0 { writeOutgoing(context) }
    if machine.isDrained { end(machine.goAway(.shutdown, "the server is going away")) }
  }

  func writeOutgoing(_ context: ChannelHandlerContext) {
    let bytes = outgoing
    outgoing = ByteBuffer()
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    updateCharge()
    let cutOff =
      chargedBytes > shared.configuration.writeBufferBytesMax || (isHeldBack && shared.budget.isExhausted)
    if cutOff {
      shared.logger.notice("cut off a peer that does not read", metadata: ["connection": .stringConvertible(number)])
      context.close(promise: nil)
    }
  }

  /// Counts what waits to be read beyond the size at which reading goes on, which is seen only as it changes.
  private func updateCharge() {
    guard let context, context.channel.isActive else { return }
    let buffered = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    let now = max(0, buffered - shared.configuration.writeBufferHighBytes / 4)
    shared.budget.charge(now - chargedBytes)
    chargedBytes = now
  }

  // MARK: Ending

  func drain(since why: String = "the server is going away") {
    guard machine.drain(now: .now) else { return }
    guard machine.phase == .open, !machine.isDrained else { return end(machine.goAway(.shutdown, why)) }
    write(machine.goAway(.shutdown, "\(why); calls under way are answered"))
    endStreams { $0.whenGoingAway == .ended }
    flush()
    rearmTimer()
  }

  /// Says why, closes the way out, and throws away what still comes for a moment, so that the peer can read the reason.
  func end(_ goAway: GoAway) {
    guard machine.phase != .lingering, machine.phase != .closed else { return }
    if machine.phase == .preface { outgoing.writeBytes(Preface.bytes) }
    write(goAway)
    linger()
  }

  private func write(_ goAway: GoAway) { outgoing.writeGoAway(goAway) }

  private func linger() {
    machine.linger(now: .now)
    if let context, outgoing.readableBytes > 0 {
      context.writeAndFlush(wrapOutboundOut(outgoing), promise: nil)
      outgoing = ByteBuffer()
    }
    context?.close(mode: .output, promise: nil)
    rearmTimer()
    abandonCalls()
  }

  private func abandonCalls() {
    for (id, call) in machine.calls.awaited { observeEnd(id, call, .cancelled) }
    for id in Array(streams.keys) { closeStream(id, RPCError(.unavailable, "the connection was lost")) }
    let (tasks, bytes) = machine.abandonCalls()
    shared.budget.release(bytes)
    for task in tasks { task.cancel() }
  }

  // MARK: Time

  func rearmTimer() {
    guard context != nil, machine.phase != .closed else { return }
    alarm.set(machine.wakeAt)
  }

  private func tick() {
    switch machine.due(now: .now) {
    case .expired(let calls):
      for (id, task) in calls {
        let error = RPCError(.deadlineExceeded, "the deadline passed before the call had ended")
        answer(id, error)
        observeEnd(id, machine.calls[id], error.code)
        closeStream(id, error)
        task?.cancel()
      }
    case .end(let goAway):
      if goAway.reason == GoAwayReason.shutdown.rawValue { endStreams { _ in true } }
      end(goAway)
    case .retire: drain(since: "the connection is as old as it may become: open another")
    case .close: context?.close(promise: nil)
    case nil: break
    }
    rearmTimer()
  }
}
