package import CairnMessages
internal import Certificates
internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2
internal import NIOPosix
internal import NIOSSL

/// A client of gRPC with one connection, for tools: it makes none again when that is lost.
package struct GRPCClient: MethodCaller {
  private typealias Stream = NIOAsyncChannel<HTTP2Frame.FramePayload, HTTP2Frame.FramePayload>

  private static let messageBytesMax = 67_108_864
  private static let headBytesMax = 65_536

  private let channel: any Channel
  private let streams: NIOHTTP2Handler.AsyncStreamMultiplexer<Void>

  /// Connects, and closes the connection after `body`.
  ///
  /// - Parameter tls: what the client shows over TCP; `nil` to speak in clear.
  /// - Throws: UNAVAILABLE if there is no connection in time.
  package static func with<Result: Sendable>(
    _ address: SocketName, tls: TLSIdentity? = nil, connectMilliseconds: Int = 5_000,
    _ body: (GRPCClient) async throws -> Result
  ) async throws -> Result {
    let client = try await connect(address, tls, .milliseconds(Int64(connectMilliseconds)))
    do {
      let result = try await body(client)
      try? await client.channel.close()
      return result
    } catch {
      try? await client.channel.close()
      throw error
    }
  }

  private static func connect(
    _ address: SocketName, _ tls: TLSIdentity?, _ timeout: TimeAmount
  ) async throws(RPCError) -> GRPCClient {
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(timeout)
    do {
      switch address {
      case .unix(let path):
        return try await bootstrap.connect(unixDomainSocketPath: path) { channel in
          channel.eventLoop.makeCompletedFuture { try speak(on: channel) }
        }
      case .tcp(let host, let port):
        let (client, handshake) = try await bootstrap.connect(host: host, port: port) { channel in
          channel.eventLoop.makeCompletedFuture {
            let handshake = try shakeHands(on: channel, host: host, tls, timeout)
            return (try speak(on: channel), handshake)
          }
        }
        try await handshake.get()
        return client
      }
    } catch {
      let why = TLSFault(error)?.description ?? "\(error)"
      throw RPCError(.unavailable, "cannot connect to \(address): \(why)", cause: error, isUntouched: true)
    }
  }

  private static func shakeHands(
    on channel: any Channel, host: String, _ tls: TLSIdentity?, _ timeout: TimeAmount
  ) throws -> EventLoopFuture<Void> {
    let promise = channel.eventLoop.makePromise(of: Void.self)
    guard let tls else {
      promise.succeed()
      return promise.futureResult
    }
    let serverName = if case .host(let name)? = ServerName(host) { name } else { String?.none }
    let handler = try NIOSSLClientHandler(context: try tls.clientContext(.grpc), serverHostname: serverName)
    try channel.pipeline.syncOperations.addHandlers([handler, HandshakeWatch(promise, timeout: timeout)])
    return promise.futureResult
  }

  private static func speak(on channel: any Channel) throws -> GRPCClient {
    var configuration = NIOHTTP2Handler.Configuration()
    configuration.connection.initialSettings = [
      HTTP2Setting(parameter: .enablePush, value: 0),
      HTTP2Setting(parameter: .maxHeaderListSize, value: headBytesMax),
    ]
    let streams = try channel.pipeline.syncOperations.configureAsyncHTTP2Pipeline(
      mode: .client, configuration: configuration
    ) { $0.close() }
    return GRPCClient(channel: channel, streams: streams)
  }

  // MARK: Calls

  private enum Ended {
    case requests
    case call
  }

  package func exchange(
    _ kind: MethodKind, path: String, metadata: Metadata, timeout: Duration?,
    next: @escaping @Sendable () async throws -> [UInt8]?, answered: @escaping @Sendable ([UInt8]) async throws -> Void
  ) async throws {
    let deadline = timeout.map { Deadline.now.advanced(by: $0) } ?? .never
    let head = Self.head(path, metadata, timeout: timeout)
    let stream = try await open()
    try await stream.executeThenClose { responses, requests in
      try await withThrowingTaskGroup(of: Ended.self) { group in
        group.addTask {
          var isOpen = await Self.write(.headers(.init(headers: head)), to: requests)
          while isOpen, let message = try await next() {
            var bytes = ByteBuffer()
            bytes.writeGRPCMessage(message)
            isOpen = await Self.write(.data(.init(data: .byteBuffer(bytes))), to: requests)
          }
          _ = await Self.write(.data(.init(data: .byteBuffer(ByteBuffer()), endStream: true)), to: requests)
          return .requests
        }
        group.addTask {
          try await Self.read(responses, answered)
          return .call
        }
        if deadline < .never {
          group.addTask {
            try await Task.sleep(for: deadline.remaining)
            throw RPCError(.deadlineExceeded, "no answer before the deadline")
          }
        }
        defer { group.cancelAll() }
        while let ended = try await group.next(), ended != .call {}
      }
    }
  }

  private func open() async throws(RPCError) -> Stream {
    do {
      return try await streams.openStream { channel in
        channel.eventLoop.makeCompletedFuture { try Stream(wrappingChannelSynchronously: channel) }
      }
    } catch {
      throw Self.lost(error)
    }
  }

  private static func lost(_ cause: any Error) -> RPCError {
    RPCError(.unavailable, "the connection to the server was lost", cause: cause)
  }

  /// - Returns: whether the call is still open; why it is not, the responses say.
  private static func write(
    _ payload: HTTP2Frame.FramePayload, to requests: NIOAsyncChannelOutboundWriter<HTTP2Frame.FramePayload>
  ) async -> Bool {
    do {
      try await requests.write(payload)
      return true
    } catch {
      return false
    }
  }

  private static func read(
    _ payloads: NIOAsyncChannelInboundStream<HTTP2Frame.FramePayload>,
    _ answered: @Sendable ([UInt8]) async throws -> Void
  ) async throws {
    var reader = GRPCMessageReader(messageBytesMax: messageBytesMax)
    var iterator = payloads.makeAsyncIterator()
    while true {
      let payload: HTTP2Frame.FramePayload?
      do { payload = try await iterator.next() } catch { throw lost(error) }
      switch payload {
      case .headers(let headers)?:
        guard headers.endStream else { continue }
        if let error = GRPCHeaders.error(in: headers.headers) { throw error }
        return
      case .data(let data)?:
        guard case .byteBuffer(let bytes) = data.data else { continue }
        reader.append(bytes, isLast: false)
        while let message = try message(from: &reader) { try await answered(Array(message.readableBytesView)) }
      case nil: throw RPCError(.unavailable, "the connection to the server was lost")
      default: continue
      }
    }
  }

  private static func message(from reader: inout GRPCMessageReader) throws(RPCError) -> ByteBuffer? {
    do throws(GRPCMessageReader.Fault) {
      while true {
        switch try reader.next() {
        case .needMore: return nil
        case .begins: continue
        case .message(let message): return message
        }
      }
    } catch {
      throw RPCError(.internal, "a response is longer than this client takes, or compressed")
    }
  }

  private static func head(_ path: String, _ metadata: Metadata, timeout: Duration?) -> HPACKHeaders {
    var head: HPACKHeaders = [
      ":method": "POST", ":scheme": "http", ":path": path, ":authority": "cairn", "te": "trailers",
      "content-type": "application/grpc",
    ]
    if let timeout {
      let nanoseconds = Deadline(uptimeNanoseconds: 0).advanced(by: timeout).uptimeNanoseconds
      head.add(name: "grpc-timeout", value: GRPCTimeout.text(nanoseconds: nanoseconds))
    }
    GRPCMetadata.write(metadata, to: &head)
    return head
  }
}
