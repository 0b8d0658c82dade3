internal import Logging
internal import NIOCore
internal import NIOEmbedded
internal import NIOHTTP2

@testable internal import RPC

/// A server's connection on a channel without a socket.
private enum FuzzConnection {
  static let shared = ServerShared(
    configuration: RPCServerConfiguration(), methods: FuzzMethods.table, budget: ByteBudget(limit: 4_194_304), run: 1,
    logger: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }, observer: nil,
    streams: ByteBudget(limit: 50))

  /// Plays the input in pieces as long as the byte before each says, and time in between; then drains the connection.
  static func play(_ input: UnsafeRawBufferPointer, greeting: [UInt8], _ handlers: (EmbeddedChannel) throws -> Void) {
    let channel = EmbeddedChannel()
    do {
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
      try handlers(channel)
      _ = try channel.writeInbound(ByteBuffer(bytes: greeting))
      var bytes = ByteBuffer(bytes: input)
      while channel.isActive, let size = bytes.readInteger(as: UInt8.self),
        let part = bytes.readSlice(length: min(Int(size) * 4, bytes.readableBytes))
      {
        _ = try channel.writeInbound(part)
        channel.embeddedEventLoop.run()
        if size == 0 { channel.embeddedEventLoop.advanceTime(by: .seconds(7)) }
        while try channel.readOutbound(as: IOData.self) != nil {}
      }
      channel.pipeline.fireUserInboundEventTriggered(ConnectionEvent.drain)
      channel.embeddedEventLoop.advanceTime(by: .minutes(1))
    } catch {
      // What the handlers pass on of a peer that breaks the rules.
    }
    _ = try? channel.finish(acceptAlreadyClosed: true)
    channel.embeddedEventLoop.run()
    precondition(shared.streams.usedBytes == 0, "a stream is under way for nobody")
    precondition(shared.budget.usedBytes == 0, "\(shared.budget.usedBytes) bytes are held for nobody")
  }
}

/// A connection that speaks frames.
enum FuzzFrameConnection {
  @Sendable static func run(_ input: UnsafeRawBufferPointer) {
    var hello = Hello()
    hello.streams = 1
    hello.streamWindowBytes = 100
    var greeting = ByteBuffer()
    greeting.writeOpening(hello)
    FuzzConnection.play(input, greeting: Array(greeting.readableBytesView)) { channel in
      try channel.pipeline.syncOperations.addHandler(
        FrameConnection(
          shared: FuzzConnection.shared, peer: .tcp(address: "127.0.0.1", isLoopback: true), principal: nil, number: 1,
          eventLoop: channel.eventLoop))
    }
  }
}

/// A connection that speaks gRPC, HTTP/2 with it.
enum FuzzGRPCConnection {
  private static let greeting = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]

  @Sendable static func run(_ input: UnsafeRawBufferPointer) {
    FuzzConnection.play(input, greeting: greeting) { channel in
      let transport = HTTP2Transport()
      let farewell = HTTP2Farewell()
      let connection = GRPCConnection(
        shared: FuzzConnection.shared, peer: .tcp(address: "127.0.0.1", isLoopback: true), principal: nil, number: 1,
        eventLoop: channel.eventLoop, transport: transport, farewell: farewell, since: .now, ageMilliseconds: nil)
      try channel.pipeline.syncOperations.addHandlers([
        transport, NIOHTTP2Handler(FuzzConnection.shared.configuration, farewell), connection,
      ])
    }
  }
}
