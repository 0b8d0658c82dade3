internal import CairnCodec
internal import CairnMessages
internal import NIOCore
internal import NIOHPACK
internal import Synchronization
internal import Testing

@testable internal import RPC

@Suite("Calls over gRPC", .timeLimit(.minutes(2))) struct GRPCCallTests {
  /// Calls a method with bytes and gives what it answered.
  private static func call(
    _ client: GRPCClient, _ path: String, _ requests: [[UInt8]], kind: MethodKind = .unary,
    metadata: Metadata = Metadata(), timeout: Duration? = .seconds(20)
  ) async throws -> [[UInt8]] {
    let waiting = Mutex(Array(requests.reversed()))
    let answers = Mutex([[UInt8]]())
    try await client.exchange(
      kind, path: path, metadata: metadata, timeout: timeout, next: { waiting.withLock { $0.popLast() } },
      answered: { answer in answers.withLock { $0.append(answer) } })
    return answers.withLock(\.self)
  }

  /// A connection on which a call was begun, whole.
  private static func calling(_ address: SocketName, _ path: String, _ message: [UInt8]) throws -> RawSocket {
    let socket = try RawSocket(address)
    socket.greetHTTP2()
    socket.grpcHead(1, path)
    socket.grpcMessage(1, message)
    return socket
  }

  @Test("All kinds of handlers answer, also with much, and with nothing")
  func kinds() async throws {
    try await withServer(.streams) { server in
      try await GRPCClient.with(server.address) { client in
        for path in ["/test.Echo/Echo", "/test.Echo/Later", "/test.Echo/Now"] {
          for bytes in [0, 1, 70_000, 4_000_000] {
            let message = [UInt8](repeating: 7, count: bytes)
            #expect(try await Self.call(client, path, [message]) == [message])
          }
        }
        let pieces = (0..<100).map { encode(StreamMethods.piece($0, bytes: 10_000)) }
        #expect(try await Self.call(client, "/test.Stream/Echo", pieces, kind: .bidirectionalStreaming) == pieces)
        #expect(try await Self.call(client, "/test.Stream/Echo", [], kind: .bidirectionalStreaming) == [])
        let counted = try await Self.call(
          client, "/test.Stream/Count", [encode(StreamMethods.piece(1, bytes: 3))], kind: .serverStreaming)
        #expect(counted == ["0", "1", "2"].map { encode(Metadatum(key: $0)) })
        let gathered = try await Self.call(client, "/test.Stream/Gather", pieces, kind: .clientStreaming)
        #expect(gathered == [encode(Metadatum(key: "100", value: StreamMethods.piece(99, bytes: 10_000).value))])
      }
    }
  }

  @Test("A call belongs to the trace that its caller names")
  func traces() async throws {
    var table = MethodTable.echo
    table.registerImmediateBytes(path: "/test.Trace/ID") { _, context in
      MethodTable.Answer(message: Array((context.trace?.traceID ?? "none").utf8))
    }
    try await withServer(table) { server in
      try await GRPCClient.with(server.address) { client in
        var metadata = Metadata()
        metadata.add(TraceParent.key, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        let traced = try await Self.call(client, "/test.Trace/ID", [[]], metadata: metadata)
        #expect(traced == [Array("0af7651916cd43dd8448eb211c80319c".utf8)])
        #expect(try await Self.call(client, "/test.Trace/ID", [[]]) == [Array("none".utf8)])
      }
    }
  }

  @Test("A deadline that passes is told to the caller and cancels the handler")
  func deadlines() async throws {
    let cancelled = Signal()
    var table = MethodTable.echo
    table.registerForever(cancelled: cancelled)
    try await withServer(table) { server in
      let address = server.address
      let status = try await offload {
        let socket = try RawSocket(address)
        socket.greetHTTP2()
        socket.grpcHead(1, "/test.Wait/Forever", further: [("grpc-timeout", "50m")])
        socket.grpcMessage(1, [])
        return try socket.grpcEnd(1)
      }
      #expect(status == .deadlineExceeded)
      await cancelled.wait()
    }
  }

  private enum Leaving: CaseIterable {
    case reset
    case hangUp
  }

  @Test("A caller that gives up, or is gone, cancels the handler", arguments: Leaving.allCases)
  private func leaving(how: Leaving) async throws {
    let (started, cancelled) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerForever(started: started, cancelled: cancelled)
    try await withServer(table) { server in
      let address = server.address
      let socket = try await offload { try Self.calling(address, "/test.Wait/Forever", []) }
      await started.wait()
      switch how {
      case .reset: socket.send(HTTP2RawFrame(kind: .reset, streamID: 1, payload: [0, 0, 0, 8]))
      case .hangUp: socket.hangUp()
      }
      await cancelled.wait()
    }
  }

  @Test("Not even headers are sent before a handler has its answer")
  func headersWait() async throws {
    let (started, end) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerUntil(end, started: started)
    try await withServer(table) { server in
      let address = server.address
      let socket = try await offload { try Self.calling(address, "/test.Wait/Until", [1]) }
      await started.wait()
      let before = try await offload { try socket.http2FramesBeforePong() }
      #expect(!before.contains { $0.streamID == 1 && $0.kind != .windowUpdate })
      end.send()
      let answer = try await offload { try (socket.http2Frame(.headers), socket.http2Frame(.data)) }
      #expect(answer.0?.streamID == 1 && answer.1?.payload == [0, 0, 0, 0, 1, 1])
    }
  }

  @Test("A server that goes away answers what is under way, and what was on its way, and says so first")
  func draining() async throws {
    let (started, end) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerUntil(end, started: started)
    try await withServer(table) { server in
      let address = server.address
      let socket = try await offload { try Self.calling(address, "/test.Wait/Until", [1]) }
      await started.wait()
      await server.shutDown()
      let (first, ping) = try await offload { try (socket.http2Frame(.goAway), socket.http2Frame(.ping)) }
      #expect(first?.payload.prefix(4) == [0x7F, 0xFF, 0xFF, 0xFF] && first?.code == 0)
      let second = try await offload {
        // On its way when the server said so.
        socket.grpcHead(3, "/test.Echo/Now")
        socket.grpcMessage(3, [3])
        let answer = try socket.http2Frame(.data)
        socket.send(HTTP2RawFrame(kind: .ping, flags: HTTP2RawFrame.ack, payload: ping?.payload ?? []))
        return try (answer, socket.http2Frame(.goAway))
      }
      #expect(second.0?.payload == [0, 0, 0, 0, 1, 3])
      #expect(second.1?.payload.prefix(4) == [0, 0, 0, 3])
      end.send()
      let last = try await offload { try (socket.http2Frame(.data), socket.http2Frame(.goAway), socket.http2Frame()) }
      #expect(last.0?.payload == [0, 0, 0, 0, 1, 1] && last.1 != nil && last.2 == nil)
    }
  }

  @Test("Whom the server does not talk to is told why with their first call, and later with those under way")
  func refusals() async throws {
    let identities = try TestIdentities()
    let reason = Mutex<String?>("the certificate was revoked")
    let admission = PeerAdmission { _ in reason.withLock(\.self) }
    let started = Signal()
    var table = MethodTable.echo
    table.registerForever(started: started)
    try await withServer(table, tls: { identities.server }, admission: admission) { server in
      let first = try await rpcError {
        try await GRPCClient.with(server.address, tls: identities.client) {
          _ = try await Self.call($0, "/test.Echo/Now", [[1]])
        }
      }
      #expect(first.code == .unauthenticated && first.message == "the certificate was revoked")
      #expect(first.errorInfo?.reason == "NOT_ADMITTED")
      reason.withLock { $0 = nil }
      try await GRPCClient.with(server.address, tls: identities.client) { client in
        async let forever = rpcError { _ = try await Self.call(client, "/test.Wait/Forever", [[1]]) }
        await started.wait()
        reason.withLock { $0 = "not any more" }
        server.endRefusedConnections()
        let later = try await forever
        #expect(later.code == .unauthenticated && later.message == "not any more")
      }
    }
  }

  @Test("A client that speaks in clear to a port of TLS, or the other way, is told what is wrong")
  func wrongTransport() async throws {
    let identities = try TestIdentities()
    try await withServer(.echo, tls: { identities.server }) { server in
      let error = try await rpcError {
        try await GRPCClient.with(server.address) { _ = try await Self.call($0, "/test.Echo/Now", [[1]]) }
      }
      #expect(error.code == .unavailable)
    }
    try await withServer(.echo) { server in
      let error = try await rpcError {
        try await GRPCClient.with(server.address, tls: identities.client) {
          _ = try await Self.call($0, "/test.Echo/Now", [[1]])
        }
      }
      #expect(error.code == .unavailable && error.message.contains("TLS"), "\(error)")
    }
  }

  @Test("What is no gRPC is told so, and the connection lives on")
  func notGRPC() async throws {
    try await withServer(.echo) { server in
      let address = server.address
      let answers = try await offload {
        let socket = try RawSocket(address)
        socket.greetHTTP2()
        socket.grpcHead(1, "/test.Echo/Now", further: [("content-type", "text/html")])
        let refused = try socket.http2Frame(.headers)
        let reset = try socket.http2Frame(.reset)
        socket.grpcHead(3, "/test.Echo/Now")
        socket.grpcMessage(3, [3])
        return try (refused, reset, socket.http2Frame(.data))
      }
      #expect(answers.0?.flags == HTTP2RawFrame.endStream | HTTP2RawFrame.endHeaders)
      #expect(answers.1?.code == 0, "the client need not go on sending")
      #expect(answers.2?.payload == [0, 0, 0, 0, 1, 3])
    }
  }
}

extension RawSocket {
  /// The status with which a call ends without a message before it.
  func grpcEnd(_ id: UInt32) throws -> StatusCode? {
    guard let frame = try http2Frame(.headers), frame.streamID == id else { return nil }
    var decoder = HPACKDecoder(allocator: .init())
    var block = ByteBuffer(bytes: frame.payload)
    return GRPCHeaders.error(in: try decoder.decodeHeaders(from: &block))?.code
  }
}
