internal import CairnCodec
internal import CairnMessages
internal import NIOCore
internal import NIOTLS

/// The client's end of a connection: bytes to events and back. Confined to its event loop.
final class ClientConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What the connection tells the client.
  enum Event {
    case ready(Hello)
    case ended(UInt32, ClientCall.Outcome)
    case message(UInt32, ByteBuffer)
    case window(UInt32, UInt32)
    case pong(UInt64)
    case goAway(GoAway)
    /// Nothing comes after it.
    case closed(RPCError)
    /// A burst of bytes has been read, or there is room to write again.
    case mayAdvance
  }

  private let hello: Hello
  private let handle: (ClientConnection, Event) -> Void
  private var reader: FrameReader
  private var context: ChannelHandlerContext?
  private var outgoing = ByteBuffer()
  private var hasPreface = false
  private var hasHello = false
  private var isClosed = false
  private var fault: RPCError?
  private var goAway: GoAway?
  /// Whether anything was read since this was last set to false.
  var hasHeard = false

  init(configuration: FrameClientConfiguration, handle: @escaping (ClientConnection, Event) -> Void) {
    hello = configuration.hello
    self.handle = handle
    reader = FrameReader(
      sender: .server,
      limits: .init(payloadBytesMax: UInt32(configuration.payloadBytesMax), headBytesMax: UInt16.max))
  }

  // MARK: Events of the channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    outgoing.writeOpening(hello)
    if context.channel.isActive { flush() }
  }

  func channelActive(context: ChannelHandlerContext) { flush() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    hasHeard = true
    reader.append(unwrapInboundIn(data))
    do throws(FrameFault) {
      try readPreface()
      while hasPreface, fault == nil, try readFrame() {}
    } catch {
      fail(error)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    handle(self, .mayAdvance)
    flush()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard context.channel.isWritable else { return }
    // Not from within the write that made room.
    context.eventLoop.assumeIsolated().execute { self.handle(self, .mayAdvance) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    closed(lost(nil))
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted(let negotiated)? = event as? TLSUserEvent,
      negotiated != Dialect.frames.applicationProtocol
    {
      errorCaught(context: context, error: TLSFault.otherProtocol)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    closed(lost(error))
    context.close(promise: nil)
  }

  /// Why there is no connection any more, as far as anybody said why.
  private func lost(_ cause: (any Error)?) -> RPCError {
    if let goAway {
      let code = goAway.reason == GoAwayReason.notAdmitted.rawValue ? StatusCode.unauthenticated : .unavailable
      return RPCError(code, "the server closed the connection: \(goAway.message)", cause: cause)
    }
    let fault = cause.flatMap { TLSFault($0) }?.description
    let silence =
      hasHello
      ? "the connection to the server was lost"
      : "the server hung up without a word: a port for TLS wants TLS, and a certificate"
    return RPCError(.unavailable, fault ?? silence, cause: cause)
  }

  // MARK: What the client asks for

  func sendCall(_ id: UInt32, head: [UInt8], message: [UInt8], isLast: Bool = true) {
    outgoing.writeFrame(.call, flags: isLast ? FrameFlag.last : 0, callID: id, head: head, message: message)
    if outgoing.readableBytes >= 65_536 { flush() }
  }

  /// Sends what credit allows of a stream's messages.
  ///
  /// - Returns: their cost; 0 if there was nothing to send.
  func sendMessages(_ id: UInt32, from sender: StreamSender, credit: Int) -> Int {
    defer { if outgoing.readableBytes >= 65_536 { flush() } }
    let cost = sender.write(into: &outgoing, credit: credit)
    if cost > 0 { sender.outbox.passedOn(cost: cost) }
    return cost
  }

  func sendLast(_ id: UInt32) { outgoing.writeFrame(.message, flags: FrameFlag.last, callID: id) }

  func sendWindow(_ id: UInt32, credit: UInt32) { outgoing.writeWindow(callID: id, credit: credit) }

  func sendCancel(_ id: UInt32) { outgoing.writeFrame(.cancel, callID: id) }

  func sendPing(_ number: UInt64) {
    outgoing.writeFrame(.ping, message: withUnsafeBytes(of: number.bigEndian) { Array($0) })
  }

  func flush() {
    guard let context, context.channel.isActive, outgoing.readableBytes > 0 else { return }
    let bytes = outgoing
    outgoing = ByteBuffer()
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
  }

  /// Whether the server takes what it is sent.
  var isWritable: Bool { context?.channel.isWritable ?? false }

  func close(_ why: RPCError) {
    flush()
    closed(why)
    context?.close(promise: nil)
  }

  // MARK: Reading

  private func readPreface() throws(FrameFault) {
    guard !hasPreface else { return }
    let unread = reader.unread.prefix(Preface.bytes.count)
    guard Preface.bytes.starts(with: unread) else {
      throw FrameFault(.unknownProtocol, "what answers there does not speak Cairn frames, version 1")
    }
    guard unread.count == Preface.bytes.count else { return }
    reader.skip(unread.count)
    hasPreface = true
  }

  private func readFrame() throws(FrameFault) -> Bool {
    switch try reader.next() {
    case .needMore: return false
    case .header(let type, _):
      guard hasHello || type == .hello || type == .goAway else {
        throw FrameFault(.protocolError, "the first frame is hello")
      }
    case .payload(let type, let header, var payload): try act(on: type, header, &payload)
    }
    return true
  }

  private func act(on type: FrameType, _ header: FrameHeader, _ payload: inout ByteBuffer) throws(FrameFault) {
    switch type {
    case .hello:
      guard !hasHello else { throw FrameFault(.protocolError, "hello comes once") }
      hasHello = true
      handle(self, .ready(try Hello(payload: &payload)))
    case .end: handle(self, .ended(header.callID, try outcome(header, &payload)))
    case .ping: outgoing.writeFrame(.pong, message: Array(payload.readableBytesView))
    case .pong: if let number = payload.readInteger(as: UInt64.self) { handle(self, .pong(number)) }
    case .goAway:
      goAway = GoAway(payload: &payload)
      if let goAway { handle(self, .goAway(goAway)) }
    case .message: handle(self, .message(header.callID, payload))
    case .window: if let credit = payload.readInteger(as: UInt32.self) { handle(self, .window(header.callID, credit)) }
    case .call, .cancel: throw FrameFault(.protocolError, "\(type): not from a server")
    }
  }

  private func outcome(_ header: FrameHeader, _ payload: inout ByteBuffer) throws(FrameFault) -> ClientCall.Outcome {
    var metadata = Metadata()
    if header.headBytes > 0, let head = payload.readSlice(length: Int(header.headBytes)) {
      let trailer: CallTrailer
      do {
        trailer = try head.withUnsafeReadableBytes { bytes throws(WireError) in
          try decode(CallTrailer.self, from: bytes, limits: .head)
        }
      } catch {
        throw FrameFault(.protocolError, "end: the trailer is no message")
      }
      let isUntouched = header.flags & FrameFlag.untouched != 0
      if let error = RPCError(trailer: trailer, isUntouched: isUntouched) { return .failure(error) }
      metadata = Metadata(trailer.metadata)
    }
    return .success(.init(message: Array(payload.readableBytesView), metadata: metadata))
  }

  /// Stops, whatever the server has sent beyond this frame.
  func fail(_ fault: FrameFault) {
    let error = RPCError(.unavailable, "the server broke the protocol: \(fault.message)", cause: fault)
    self.fault = error
    outgoing.writeGoAway(GoAway(lastCallID: 0, reason: fault.reason, message: fault.message))
    close(error)
  }

  private func closed(_ error: RPCError) {
    guard !isClosed else { return }
    isClosed = true
    handle(self, .closed(error))
  }
}
