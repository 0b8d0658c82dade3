internal import NIOCore

/// Waits for the first byte of a connection, by which its dialect is known, and hands the connection over.
final class DialectChooser: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let timeout: TimeAmount
  private let choose: (Dialect) throws -> Void
  private var timer: Scheduled<Void>?

  /// - Parameters:
  ///   - timeoutMilliseconds: how long it waits; a connection that says nothing is then told so as frames are.
  ///   - choose: adds what goes on with the connection behind this handler.
  init(timeoutMilliseconds: Int, choose: @escaping (Dialect) throws -> Void) {
    timeout = .milliseconds(Int64(timeoutMilliseconds))
    self.choose = choose
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: timeout) {
      let (chooser, context) = loopBound.value
      chooser.handOver(context, .frames)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let first = unwrapInboundIn(data).readableBytesView.first else { return }
    handOver(context, Dialect(firstByte: first)) { context.fireChannelRead(data) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ConnectionEvent else { return context.fireUserInboundEventTriggered(event) }
    handOver(context, .frames) { context.fireUserInboundEventTriggered(event) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  /// Adds what goes on behind this handler, and lets it have what has come before this one goes.
  private func handOver(_ context: ChannelHandlerContext, _ dialect: Dialect, _ passOn: () -> Void = {}) {
    do {
      try choose(dialect)
      passOn()
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
    } catch {
      context.close(promise: nil)
    }
  }
}
