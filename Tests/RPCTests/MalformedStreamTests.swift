internal import CairnCodec
internal import CairnMessages
internal import NIOCore
internal import Testing

@testable internal import RPC

/// What one side sends on streams that breaks the protocol, or only looks like it.
struct StreamScript: Sendable, CustomTestStringConvertible {
  let name: String
  let play: @Sendable (RawSocket) -> Void

  var testDescription: String { name }

  init(_ name: String, _ play: @escaping @Sendable (RawSocket) -> Void) {
    self.name = name
    self.play = play
  }

  private static func raw(_ type: UInt8, flags: UInt8 = 0, head: UInt16 = 0, call: UInt32, _ payload: [UInt8] = [])
    -> [UInt8]
  { Malformed.frame(type, flags: flags, head: head, call: call, payload) }

  /// To a server with a method `talk` that reads and sends nothing, and windows of 100 bytes. Call 1 is `talk`, opened.
  static let badForServer: [StreamScript] = [
    .init("message for a call never opened") { $0.message(2) },
    .init("window for a call never opened") { $0.window(2, 1) },
    .init("message after last") {
      $0.last(1)
      $0.message(1)
    },
    .init("last twice") {
      $0.last(1)
      $0.last(1)
    },
    .init("message on a call of one request") {
      $0.call(2, "/test.Wait/Forever")
      $0.message(2)
    },
    .init("message on a call of one request that streams responses") {
      $0.call(2, StreamMethods.watch.path)
      $0.message(2)
    },
    .init("window on a unary call") {
      $0.call(2, "/test.Wait/Forever")
      $0.window(2, 1)
    },
    .init("window on a call of one response") {
      $0.open(2, StreamMethods.load.path)
      $0.window(2, 1)
    },
    .init("one message beyond the credit") { socket in
      for _ in 0..<10 { socket.message(1) }
    },
    .init("a message after one that was larger than the credit") {
      $0.message(1, [UInt8](repeating: 0, count: 1_000))
      $0.message(1)
    },
    .init("window of nothing") { $0.window(1, 0) },
    .init("window beyond 31 bits") { $0.window(1, UInt32(StreamCredit.max)) },
    .init("window beyond 31 bits at once") { $0.window(1, .max) },
    .init("window of three bytes") { $0.send(raw(4, call: 1, [0, 0, 1])) },
    .init("window with flags") { $0.send(raw(4, flags: 1, call: 1, [0, 0, 0, 1])) },
    .init("window on no call") { $0.send(raw(4, call: 0, [0, 0, 0, 1])) },
    .init("message on no call") { $0.send(raw(3, call: 0)) },
    .init("message with a head") { $0.send(raw(3, head: 1, call: 1, [0])) },
    .init("message with flags") { $0.send(raw(3, flags: 2, call: 1)) },
    .init("last with a message") { $0.send(raw(3, flags: 1, call: 1, [0])) },
    .init("call without last that carries a message") { $0.send(raw(2, call: 2, [0])) },
  ]

  /// To the same server, of what may have crossed with an end on the way.
  static let goodForServer: [StreamScript] = [
    .init("message, last and window after cancel") {
      $0.send { $0.writeFrame(.cancel, callID: 1) }
      for _ in 0..<20 { $0.message(1, [UInt8](repeating: 0, count: 100)) }
      $0.last(1)
      $0.window(1, .max)
    },
    .init("message, last and window for a call that was refused") {
      $0.open(2, "/test.Nobody/Nothing")
      for _ in 0..<20 { $0.message(2, [UInt8](repeating: 0, count: 100)) }
      $0.last(2)
      $0.window(2, .max)
    },
    .init("window before anything was sent") { $0.window(1, 1_000_000) },
    .init("window after last") {
      $0.last(1)
      $0.window(1, 1_000_000)
    },
    .init("nine messages of nothing in a window of a hundred") { socket in
      for _ in 0..<9 { socket.message(1) }
    },
  ]

  /// To a client with windows of 100 bytes whose call 1 is `talk`, 2 is `watch`, 3 is `load`, and 4 unary.
  static let badForClient: [StreamScript] = [
    .init("message for a call never opened") { $0.message(9) },
    .init("window for a call never opened") { $0.window(9, 1) },
    .init("message after the end") {
      $0.send { $0.writeFrame(.end, callID: 1) }
      $0.message(1)
    },
    .init("message with last") { $0.last(1) },
    .init("message on a call of one response") { $0.message(3) },
    .init("message on a unary call") { $0.message(4) },
    .init("window on a unary call") { $0.window(4, 1) },
    .init("window on a call of one request") { $0.window(2, 1) },
    .init("one message beyond the credit") { socket in
      for _ in 0..<10 { socket.message(2) }
    },
    .init("window of nothing") { $0.window(1, 0) },
    .init("window beyond 31 bits") { $0.window(1, .max) },
    .init("an end with a message") { $0.send { $0.writeFrame(.end, callID: 2, message: [0]) } },
  ]
}

@Suite("Streams that break the protocol", .timeLimit(.minutes(2)))
struct MalformedStreamTests {
  private func withTable(_ script: StreamScript, _ body: (RawSocket) async throws -> Void) async throws {
    var table = MethodTable.echo
    table.registerForever()
    table.registerStream(StreamMethods.talk) { _, _, _ in await Signal().wait() }
    table.registerServerStream(StreamMethods.watch) { _, _, _ in await Signal().wait() }
    table.registerClientStream(StreamMethods.load) { _, _ in
      await Signal().wait()
      return Metadatum()
    }
    var configuration = RPCServerConfiguration()
    configuration.streamWindowBytes = 100
    try await withServer(table, configuration: configuration) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.open(1, StreamMethods.talk.path)
        script.play(socket)
        return socket
      }
      try await body(socket)
      let answer = try await withClient(address) { try await $0.callBytes(path: "/test.Echo/Now", [1, 2]) }
      #expect(answer.message == [1, 2])
    }
  }

  @Test("The server says why, closes, and stays up for others", arguments: StreamScript.badForServer)
  func server(_ script: StreamScript) async throws {
    try await withTable(script) { socket in
      let frames = try await offload { try socket.framesToEnd() }
      #expect(frames.last?.goAway?.reason == GoAwayReason.protocolError.rawValue)
      #expect(frames.last?.goAway?.message.isEmpty == false)
    }
  }

  @Test("The server passes over what may have crossed with an end", arguments: StreamScript.goodForServer)
  func serverIsPatient(_ script: StreamScript) async throws {
    try await withTable(script) { socket in
      let frames = try await offload { try socket.framesBeforePong() }
      #expect(frames.allSatisfy { $0.type == .end && $0.error != nil })
    }
  }

  @Test("A client that speaks no streams may not begin one")
  func unannounced() async throws {
    try await withServer(.streams) { server in
      let address = server.address
      for isCall in [true, false] {
        let frames = try await offload {
          let socket = try RawSocket(address)
          try socket.greet(Hello())
          if isCall { socket.open(1, StreamMethods.talk.path) } else { socket.message(1) }
          return try socket.framesToEnd()
        }
        #expect(frames.map { $0.goAway?.reason } == [GoAwayReason.protocolError.rawValue])
      }
    }
  }

  @Test("Credit beyond 31 bits is refused in the hello, too")
  func hello() throws {
    for (value, isGood) in [(0x7FFF_FFFF, true), (0x8000_0000, false)] as [(UInt32, Bool)] {
      var hello = Hello()
      hello.streamWindowBytes = value
      var payload = ByteBuffer()
      hello.write(into: &payload)
      if isGood {
        #expect(try Hello(payload: &payload).streamWindowBytes == value)
      } else {
        #expect(throws: FrameFault.self) { _ = try Hello(payload: &payload) }
      }
    }
  }

  @Test("The client says why, ends its calls with UNAVAILABLE, and goes on", arguments: StreamScript.badForClient)
  func client(_ script: StreamScript) async throws {
    let fake = try FakeServer()
    var configuration = FrameClientConfiguration()
    configuration.streamWindowBytes = 100
    try await withClient(fake.address, configuration: configuration) { client in
      let accepting = Task { try await offload { try fake.accept() } }
      let talk = try await client.openStream(StreamMethods.talk)
      let watch = try await client.openStream(StreamMethods.watch, Metadatum())
      let load = try await client.openStream(StreamMethods.load)
      async let unary = rpcError { _ = try await client.callBytes(path: "/test.Wait/Forever", []) }
      let socket = try await accepting.value
      let frames = try await offload {
        for _ in 1...4 { _ = try socket.frame() }
        script.play(socket)
        return try socket.framesToEnd()
      }
      #expect(frames.last?.goAway?.reason == GoAwayReason.protocolError.rawValue)
      #expect(try await unary.code == .unavailable)
      let left = try? await rpcError { while try await talk.responses.next() != nil {} }
      #expect(left == nil || left?.code == .unavailable)
      #expect(try await rpcError { while try await watch.responses.next() != nil {} }.code == .unavailable)
      #expect(try await rpcError { _ = try await load.response() }.code == .unavailable)
    }
  }

  @Test("The client passes over what crossed with its cancelling")
  func clientIsPatient() async throws {
    let fake = try FakeServer()
    var configuration = FrameClientConfiguration()
    configuration.streamWindowBytes = 100
    try await withClient(fake.address, configuration: configuration) { client in
      let accepting = Task { try await offload { try fake.accept() } }
      let talk = try await client.openStream(StreamMethods.talk)
      let socket = try await accepting.value
      talk.cancel()
      let frames = try await offload {
        while let frame = try socket.frame(), frame.type != .cancel {}
        for _ in 0..<20 { socket.message(1) }
        socket.window(1, .max)
        socket.send { $0.writeFrame(.end, callID: 1, head: encode(RPCError(.cancelled, "").trailer)) }
        return try socket.framesBeforePong()
      }
      #expect(frames == [])
    }
  }
}
