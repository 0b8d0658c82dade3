internal import NIOCore
internal import NIOHTTP2

/// Stands between the socket and HTTP/2: puts the many small pieces that HTTP/2 writes into one, says that a connection goes
/// away, and closes the way in of one that has been told to end.
final class HTTP2Transport: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = ByteBuffer

  /// Handed on in pieces of about this size.
  private static let pieceBytes = 65_536

  private var outgoing = ByteBuffer()
  private var promises: [EventLoopPromise<Void>] = []
  private var context: ChannelHandlerContext?
  /// Whether what still comes is thrown away.
  var isDeaf = false

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  /// Sends GOAWAY. HTTP/2's own handler is not told: once it has sent one, it takes the frames of calls that were on their way for
  /// an error of the connection, and with it the calls under way would be lost.
  ///
  /// Source: RFC 9113 section 6.8.
  func sendGoAway(lastStreamID: UInt32, code: HTTP2ErrorCode, text: String) {
    guard let context else { return }
    let text = text.utf8.prefix(1_024)
    outgoing.writeMultipleIntegers(UInt8(0), UInt16(8 + text.count), UInt8(7), UInt8(0), UInt32(0))
    outgoing.writeMultipleIntegers(lastStreamID, UInt32(code.networkCode))
    outgoing.writeBytes(text)
    passOn(context)
    context.flush()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !isDeaf { context.fireChannelRead(data) }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .byteBuffer(let bytes) = unwrapOutboundIn(data) else {
      promise?.fail(ChannelError.operationUnsupported)
      return
    }
    outgoing.writeImmutableBuffer(bytes)
    if let promise { promises.append(promise) }
    if outgoing.readableBytes >= Self.pieceBytes { passOn(context) }
  }

  func flush(context: ChannelHandlerContext) {
    passOn(context)
    context.flush()
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    passOn(context)
    context.flush()
    context.close(mode: mode, promise: promise)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    for promise in promises { promise.fail(ChannelError.ioOnClosedChannel) }
    promises = []
  }

  private func passOn(_ context: ChannelHandlerContext) {
    guard outgoing.readableBytes > 0 else { return }
    let promise = promises.isEmpty ? nil : context.eventLoop.makePromise(of: Void.self)
    for waiting in promises { promise?.futureResult.cascade(to: waiting) }
    promises.removeAll(keepingCapacity: true)
    context.write(wrapOutboundOut(outgoing), promise: promise)
    outgoing = ByteBuffer()
  }
}
