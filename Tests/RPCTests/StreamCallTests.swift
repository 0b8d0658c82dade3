internal import CairnCodec
internal import CairnMessages
internal import NIOCore
internal import Testing

@testable internal import RPC

@Suite("Calls that stream", .timeLimit(.minutes(2)))
struct StreamCallTests {
  typealias Methods = StreamMethods

  @Test("One request, many responses, in order", arguments: [0, 1, 5_000])
  func serverStreaming(count: Int) async throws {
    try await withServer(.streams) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.count, Methods.piece(0, bytes: count))
        #expect(try await stream.responses.all().map(\.key) == (0..<count).map(String.init))
        #expect(stream.metadata == Metadata())
      }
    }
  }

  @Test("Many requests, one response", arguments: [0, 1, 5_000])
  func clientStreaming(count: Int) async throws {
    try await withServer(.streams) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.gather)
        for number in 0..<count { try await stream.send(Methods.piece(number, bytes: 20)) }
        let response = try await stream.response()
        #expect(response.key == String(count))
        #expect(response.value.count == (count == 0 ? 0 : 20))
      }
    }
  }

  @Test("Requests and responses by turns, then an end")
  func bidirectional() async throws {
    try await withServer(.streams) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.echo)
        for number in 0..<200 {
          try await stream.send(Methods.piece(number))
          #expect(try await stream.responses.next() == Methods.piece(number))
        }
        stream.finish()
        #expect(try await stream.responses.next() == nil)
        #expect(try await stream.responses.next() == nil)
      }
    }
  }

  @Test("Many at once both ways, in batches and chunks, beyond every window")
  func batches() async throws {
    try await withServer(.streams) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.echo)
        let pieces = (0..<4_000).map { Methods.piece($0, bytes: 800) }
        async let sent: Void = {
          try await stream.send(contentsOf: pieces)
          stream.finish()
        }()
        var received: [Metadatum] = []
        while true {
          let chunk = try await stream.responses.chunk(messagesMax: 100)
          #expect(chunk.count <= 100)
          guard !chunk.isEmpty else { break }
          received += chunk
        }
        try await sent
        #expect(received == pieces)
      }
    }
  }

  @Test("A message larger than the window passes, and one larger than the peer takes is refused where it is sent")
  func largeMessages() async throws {
    var configuration = FrameClientConfiguration()
    configuration.streamWindowBytes = 1_000
    configuration.payloadBytesMax = 2_000_000
    try await withServer(.streams) { server in
      try await withClient(server.address, configuration: configuration) { client in
        let stream = try await client.openStream(Methods.echo)
        for number in 0..<5 { try await stream.send(Methods.piece(number, bytes: 1_500_000)) }
        for number in 0..<5 {
          #expect(try await stream.responses.next() == Methods.piece(number, bytes: 1_500_000))
        }
        let error = try await rpcError { try await stream.send(Methods.piece(5, bytes: 4_194_304)) }
        #expect(error.code == .resourceExhausted)
        try await stream.send(Methods.piece(6, bytes: 2_000_000))
        let answer = try await rpcError { _ = try await stream.responses.next() }
        #expect(answer.code == .resourceExhausted)
      }
    }
  }

  @Test("Streams and unary calls share a connection")
  func together() async throws {
    try await withServer(.streams) { server in
      try await withClient(server.address) { client in
        try await withThrowingTaskGroup(of: Bool.self) { group in
          for number in 0..<40 {
            group.addTask {
              switch number % 3 {
              case 0:
                let answer = try await client.callBytes(path: "/test.Echo/Later", [UInt8(number)])
                return answer.message == [UInt8(number)]
              case 1:
                let stream = try await client.openStream(Methods.count, Methods.piece(0, bytes: 300))
                return try await stream.responses.all().count == 300
              default:
                let stream = try await client.openStream(Methods.gather)
                try await stream.send(contentsOf: (0..<300).map { Methods.piece($0, bytes: 100) })
                return try await stream.response().key == "300"
              }
            }
          }
          for try await isGood in group { #expect(isGood) }
        }
      }
    }
  }

  @Test("A status with details comes after the responses before it")
  func status() async throws {
    var table = MethodTable()
    table.registerServerStream(Methods.watch) { _, responses, _ in
      for number in 0..<3 { try await responses.send(Methods.piece(number)) }
      throw RPCError(
        .failedPrecondition, "no further", details: [.errorInfo(reason: "OVER", domain: "test")])
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.watch, Methods.piece(0))
        for number in 0..<3 { #expect(try await stream.responses.next()?.key == String(number)) }
        for _ in 0..<2 {
          let error = try await rpcError { _ = try await stream.responses.next() }
          #expect(error.code == .failedPrecondition)
          #expect(error.errorInfo?.reason == "OVER")
        }
      }
    }
  }

  @Test("A server that ends first is heard by whoever sends", arguments: [true, false])
  func earlyEnd(isGood: Bool) async throws {
    var table = MethodTable()
    table.registerClientStream(Methods.load) { requests, _ in
      guard isGood else { throw RPCError(.permissionDenied, "not yours") }
      return try await requests.next() ?? Metadatum()
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.load)
        let error = try await rpcError { while true { try await stream.send(Methods.piece(1, bytes: 100)) } }
        #expect(error.code == (isGood ? .failedPrecondition : .permissionDenied))
        if isGood { #expect(try await stream.response() == Methods.piece(1, bytes: 100)) }
        #expect(try await client.ping() > .zero)
      }
    }
  }

  @Test("A request that is no message ends the call, whatever its handler makes of it")
  func badRequest() async throws {
    var table = MethodTable()
    table.registerStream(Methods.talk) { requests, responses, _ in
      while let request = try? await requests.next() { try? await responses.send(request) }
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let request = UnaryRequest(path: Methods.talk.path, metadata: Metadata(), message: [])
        let handle = try await client.openBytes(.bidirectionalStreaming, request, timeout: nil)
        try await handle.core.outbox?.send(encode(Methods.piece(1)))
        try await handle.core.outbox?.send([0x0A, 0x7F])
        #expect(try await handle.core.inbox.next().map { Array($0.readableBytesView) } == encode(Methods.piece(1)))
        let error = try await rpcError { _ = try await handle.core.inbox.next() }
        #expect(error.code == .invalidArgument)
      }
    }
  }

  @Test("A response that is no message is INTERNAL, and the call is cancelled")
  func badResponse() async throws {
    let cancelled = Signal()
    var table = MethodTable()
    table.registerServerStream(Methods.watch) { _, responses, _ in
      try await responses.send(encoded: [0x0A, 0x7F])
      await Signal().wait()
      cancelled.send()
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.watch, Methods.piece(0))
        let error = try await rpcError { _ = try await stream.responses.next() }
        #expect(error.code == .internal)
        await cancelled.wait()
      }
    }
  }

  @Test("What does not fit the method is refused, and costs only the call")
  func misfits() async throws {
    try await withServer(.streams) { server in
      let address = server.address
      let codes = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.open(1, "/test.Echo/Now")
        socket.message(1, [1])
        socket.open(2, Methods.count.path)
        socket.last(2)
        socket.call(3, Methods.gather.path)
        socket.call(4, Methods.echo.path)
        socket.open(5, "/test.Echo/Nothing")
        socket.message(5)
        socket.call(6, "/test.Echo/Now")
        return try (0..<6).map { _ in try socket.frame()?.error?.code }
      }
      #expect(
        codes == [.invalidArgument, .invalidArgument, .invalidArgument, .invalidArgument, .unimplemented, nil])
    }
  }

  @Test("A side that does not speak streams is not spoken to in them")
  func notSpoken() async throws {
    try await withServer(.streams) { server in
      let address = server.address
      let codes = try await offload {
        let socket = try RawSocket(address)
        try socket.greet(Hello())
        for (id, method) in [Methods.count, Methods.gather].enumerated() { socket.call(UInt32(id + 1), method.path) }
        return try (0..<2).map { _ in try socket.frame()?.error?.code }
      }
      #expect(codes == [.unimplemented, .unimplemented])
    }
    let fake = try FakeServer()
    try await withClient(fake.address) { client in
      async let opened = rpcError { _ = try await client.openStream(Methods.echo) }
      let socket = try await offload {
        var hello = RPCServerConfiguration().hello
        hello.streams = 0
        return try fake.accept(hello: hello)
      }
      #expect(try await opened.code == .unimplemented)
      #expect(try await offload { try socket.framesBeforePong() } == [])
    }
  }
}
