internal import NIOCore
internal import NIOHTTP1

/// One connection to the endpoint. Confined to its event loop.
final class OperationsConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let pages: OperationsPages
  private let limits: OperationsLimits
  private let size: RequestSizeLimit
  private var head: HTTPRequestHead?
  private var requestCount = 0
  private var timer: Scheduled<Void>?

  init(pages: OperationsPages, limits: OperationsLimits, size: RequestSizeLimit) {
    self.pages = pages
    self.limits = limits
    self.size = size
  }

  func handlerAdded(context: ChannelHandlerContext) { rearmTimer(context) }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      guard let head else { return }
      self.head = nil
      answer(head, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A request that is none was answered 400 by the handler before this one.
    context.close(promise: nil)
  }

  private func answer(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    requestCount += 1
    size.requestEnded()
    rearmTimer(context)
    let answer = OperationsAnswer(to: request, from: pages)
    let isLast = !request.isKeepAlive || requestCount >= limits.requestsPerConnectionMax
    var fields: HTTPHeaders = ["content-type": answer.type, "content-length": String(answer.body.utf8.count)]
    if let allow = answer.allow { fields.add(name: "allow", value: allow) }
    if isLast { fields.add(name: "connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: answer.status, headers: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
    let written = context.eventLoop.makePromise(of: Void.self)
    if isLast {
      let channel = context.channel
      written.futureResult.whenComplete { _ in channel.close(promise: nil) }
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
  }

  /// Also ends a connection whose peer does not read what it asked for.
  private func rearmTimer(_ context: ChannelHandlerContext) {
    timer?.cancel()
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: .milliseconds(Int64(limits.idleMilliseconds))) {
      channel.close(promise: nil)
    }
  }
}

/// Ends a connection whose request has more bytes than it may have, before they are understood.
final class RequestSizeLimit: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let bytesMax: Int
  private var bytes = 0

  init(bytesMax: Int) { self.bytesMax = bytesMax }

  /// What comes from here on belongs to the next request.
  func requestEnded() { bytes = 0 }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytes += unwrapInboundIn(data).readableBytes
    guard bytes <= bytesMax else { return context.close(promise: nil) }
    context.fireChannelRead(data)
  }
}
