internal import Logging
internal import NIOCore
internal import NIOHTTP2

/// The server's end of a connection that speaks gRPC: acts on what its state machine decides, above HTTP/2's own handler.
/// Confined to its event loop.
final class GRPCConnection: ChannelDuplexHandler, CallServing {
  typealias InboundIn = HTTP2Frame
  typealias OutboundIn = HTTP2Frame
  typealias OutboundOut = HTTP2Frame

  let shared: ServerShared
  let peer: Peer
  let principal: Principal?
  let number: UInt64
  let eventLoop: any EventLoop
  let executor: LoopTaskExecutor
  var machine: StateMachine
  /// Calls whose HTTP/2 streams are open.
  var open: [UInt32: Call] = [:]
  /// Streams that may have responses to send.
  var ready: [UInt32] = []
  /// Streams whose handlers may wait for what has come.
  var wakeable: [UInt32] = []
  /// What responses of this connection may hold together, until the client takes them.
  let responseBudget: ByteBudget
  /// Why every call is refused, if it is.
  let refusal: RPCError?
  private(set) var isWritable = true
  /// When the burst of bytes that is being read began; one look at the clock serves all of its frames.
  private(set) var burstBegan = Deadline.now

  private let transport: HTTP2Transport
  private let farewell: HTTP2Farewell
  private var context: ChannelHandlerContext?
  private var isReadingBurst = false
  private var isFlushScheduled = false
  private var isReadHeldBack = false
  private let alarm: Alarm

  private static let drainPing = HTTP2PingData(withInteger: 0x6361_6972_6E20_3A29)

  /// - Parameters:
  ///   - number: of the connection, in request ids.
  ///   - since: when the connection was accepted: by then its settings are due, and from then on it ages.
  ///   - ageMilliseconds: how old it becomes; `nil` for as old as it likes.
  ///   - refusal: what every call is answered; `nil` if the server talks to the peer.
  init(
    shared: ServerShared, peer: Peer, principal: Principal?, number: UInt64, eventLoop: any EventLoop,
    transport: HTTP2Transport, farewell: HTTP2Farewell, since: Deadline, ageMilliseconds: Int?, refusal: RPCError? = nil
  ) {
    self.shared = shared
    self.peer = peer
    self.principal = principal
    self.number = number
    self.eventLoop = eventLoop
    self.transport = transport
    self.farewell = farewell
    self.refusal = refusal
    executor = LoopTaskExecutor(eventLoop)
    alarm = Alarm(on: eventLoop)
    responseBudget = ByteBudget(limit: shared.configuration.writeBufferBytesMax, within: shared.budget)
    machine = StateMachine(
      configuration: shared.configuration, now: since,
      ageMilliseconds: refusal == nil ? ageMilliseconds : shared.configuration.handshakeMilliseconds)
  }

  // MARK: Events of the channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    alarm.ring = { [weak self] in self?.tick() }
    let wider = shared.configuration.http2ConnectionWindowBytes - HTTP2Settings.connectionWindowBytes
    if wider > 0 { write(0, .windowUpdate(windowSizeIncrement: wider)) }
    rearmTimer()
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard machine.isListening else { return }
    if !isReadingBurst {
      isReadingBurst = true
      burstBegan = .now
    }
    let frame = unwrapInboundIn(data)
    let id = UInt32(truncatingIfNeeded: Int(frame.streamID))
    machine.receivedFrame(now: burstBegan)
    switch frame.payload {
    case .headers(let headers): received(id, headers.headers, endsStream: headers.endStream)
    case .data(let data):
      guard case .byteBuffer(let bytes) = data.data else { return }
      received(id, bytes, endsStream: data.endStream)
    case .settings(.settings(let settings)): machine.received(settings)
    case .ping(let data, ack: true): if data == Self.drainPing { drainBecameKnown() }
    case .ping:
      if machine.receivedPing(now: burstBegan) { end(.enhanceYourCalm, "too_many_pings") }
    case .windowUpdate:
      if machine.receivedWindowUpdate() { end(.enhanceYourCalm, "too many window updates") }
    case .goAway: drain()
    case .settings(.ack), .rstStream, .priority, .pushPromise, .alternativeService, .origin: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReadingBurst = false
    flush()
    rearmTimer()
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    // The peer has to read before more of its calls are read.
    if isWritable { context.read() } else { isReadHeldBack = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    isWritable = context.channel.isWritable
    machine.writabilityChanged(isWritable: isWritable, now: .now)
    rearmTimer()
    guard isWritable else { return }
    // Not from within the write that made room.
    eventLoop.assumeIsolated().execute { self.resumeReading() }
  }

  private func resumeReading() {
    guard let context, isWritable else { return }
    ready.append(contentsOf: open.values.lazy.filter { $0.stream != nil }.map(\.id))
    flush()
    if isReadHeldBack {
      isReadHeldBack = false
      context.read()
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    machine.closed()
    alarm.cancel()
    abandonCalls()
    self.context = nil
    context.fireChannelInactive()
  }

  /// An error of HTTP/2: of one stream, which has been reset, or of the connection, whose end has been told to the client.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if farewell.isSaid { linger() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case let event as NIOHTTP2WindowUpdatedEvent: windowChanged(event)
    case let event as StreamClosedEvent: closed(UInt32(truncatingIfNeeded: Int(event.streamID)))
    case ConnectionEvent.drain: drain()
    case ConnectionEvent.refuse(let why):
      reportRefusal(why)
      for (id, _) in machine.calls.awaited { answerEarly(id, RPCError(notAdmitted: why)) }
      end(.noError, why)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  // MARK: Writing

  /// Adds a frame to what goes out at the end of the burst; on stream 0, of the connection.
  func write(_ id: UInt32, _ payload: HTTP2Frame.FramePayload, promise: EventLoopPromise<Void>? = nil) {
    guard let context, machine.isListening else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    context.write(wrapOutboundOut(HTTP2Frame(streamID: HTTP2StreamID(Int(id)), payload: payload)), promise: promise)
    scheduleFlush()
  }

  /// Has what is to go out written at the end of the burst, or of this turn of the loop.
  func scheduleFlush() {
    guard !isReadingBurst, !isFlushScheduled else { return }
    isFlushScheduled = true
    eventLoop.assumeIsolated().execute {
      self.isFlushScheduled = false
      self.flush()
    }
  }

  private func flush() {
    guard let context else { return }
    wakeReaders()
    sendResponses()
    context.flush()
    if machine.isDrained { end(.noError, "the server is going away") }
  }

  // MARK: Ending

  func drain(since why: String = "the server is going away") {
    guard machine.phase != .opening else { return end(.noError, why) }
    guard machine.drain(now: .now) else { return }
    // Calls may be on their way; the answer to the ping says that none is any more.
    transport.sendGoAway(lastStreamID: UInt32(Int32.max), code: .noError, text: why)
    write(0, .ping(Self.drainPing, ack: false))
    endStreams { $0.whenGoingAway == .ended }
    scheduleFlush()
    rearmTimer()
  }

  private func drainBecameKnown() {
    guard machine.drainBecameKnown() else { return }
    transport.sendGoAway(lastStreamID: machine.lastCallID, code: .noError, text: "the server is going away")
  }

  /// Says why, closes the way out, and throws away what still comes for a moment, so that the peer can read the reason.
  private func end(_ code: HTTP2ErrorCode, _ text: String) {
    guard machine.isListening else { return }
    context?.flush()
    transport.sendGoAway(lastStreamID: machine.lastCallID, code: code, text: text)
    linger()
  }

  private func linger() {
    guard machine.isListening else { return }
    machine.linger(now: .now)
    transport.isDeaf = true
    context?.flush()
    context?.close(mode: .output, promise: nil)
    rearmTimer()
    abandonCalls()
  }

  private func abandonCalls() {
    for (id, call) in machine.calls.awaited { observeEnd(id, call, .cancelled) }
    for call in open.values { letGo(of: call, RPCError(.unavailable, "the connection was lost")) }
    open = [:]
    let (tasks, bytes) = machine.calls.abandoned()
    shared.budget.release(bytes)
    for task in tasks { task.cancel() }
  }

  // MARK: Time

  func rearmTimer() {
    guard context != nil, machine.phase != .closed else { return }
    alarm.set(machine.wakeAt)
  }

  private func tick() {
    while let due = machine.due(now: .now) {
      switch due {
      case .expired(let calls):
        for (id, task) in calls {
          expire(id)
          task?.cancel()
        }
      case .incomplete(let ids):
        let limit = shared.configuration.frameMilliseconds
        for id in ids { answerEarly(id, RPCError(.deadlineExceeded, "a request was not complete within \(limit) ms")) }
      case .stalled(let ids): for id in ids { reset(id) }
      case .end(let code, let why):
        endStreams { _ in true }
        end(code, why)
      case .retire: drain(since: "the connection is as old as it may become: open another")
      case .close:
        context?.close(promise: nil)
        return
      }
    }
    rearmTimer()
  }
}

extension HTTP2Settings {
  /// What each side may send on a connection to begin with. Source: RFC 9113 section 6.9.2.
  fileprivate static let connectionWindowBytes = 65_535
}
