internal import Testing

@testable internal import RPC

@Suite("How long connections live", .timeLimit(.minutes(2)))
struct LifetimeTests {
  @Test("A connection without calls is closed with reason IDLE")
  func idle() async throws {
    var configuration = RPCServerConfiguration()
    configuration.idleMilliseconds = 50
    try await withServer(.echo, configuration: configuration) { server in
      let address = server.address
      let frames = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.call(1, "/test.Echo/Now", [1])
        return try socket.framesToEnd()
      }
      #expect(frames.first == Frame(type: .end, callID: 1, message: [1]))
      #expect(frames.last?.goAway?.reason == GoAwayReason.idle.rawValue)
      #expect(frames.last?.goAway?.lastCallID == 1)
    }
  }

  @Test("A connection that says no hello is closed", arguments: [0, 3, 8, 13])
  func handshake(bytesSent: Int) async throws {
    var configuration = RPCServerConfiguration()
    configuration.handshakeMilliseconds = 50
    try await withServer(.echo, configuration: configuration) { server in
      let address = server.address
      let frames = try await offload {
        let socket = try RawSocket(address)
        socket.send(Array((Preface.bytes + Malformed.frame(1)).prefix(bytesSent)))
        guard try socket.receive(Preface.bytes.count) == Preface.bytes else { throw TestFailure("no preface") }
        return try socket.framesToEnd()
      }
      // A machine under load may be too late for a preface that was sent in time.
      #expect(frames.dropLast().map(\.type) == [] || (bytesSent >= 8 && frames.dropLast().map(\.type) == [.hello]))
      #expect(frames.last?.goAway?.reason == GoAwayReason.handshakeTimeout.rawValue)
    }
  }

  @Test("A call under way keeps its connection from idling")
  func busy() async throws {
    let end = Signal()
    var table = MethodTable.echo
    table.registerUntil(end)
    var configuration = RPCServerConfiguration()
    configuration.idleMilliseconds = 20
    try await withServer(table, configuration: configuration) { server in
      let client = FrameClient(address: server.address)
      async let answer = client.callBytes(path: "/test.Wait/Until", [1])
      let address = server.address
      // Another connection idles to its end meanwhile.
      _ = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        return try socket.framesToEnd()
      }
      end.send()
      #expect(try await answer.message == [1])
      await client.close()
    }
  }

  @Test("Pings come back with their bytes, and clients can ask for them")
  func ping() async throws {
    try await withServer(.echo) { server in
      let address = server.address
      let pong = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.send { buffer in
          buffer.writeFrame(.pong, message: Malformed.eight)
          buffer.writeFrame(.ping, message: [1, 2, 3, 4, 5, 6, 7, 8])
        }
        return try socket.frame()
      }
      #expect(pong == Frame(type: .pong, message: [1, 2, 3, 4, 5, 6, 7, 8]))
      try await withClient(address) { client in
        let first = try await client.ping()
        let answer = try await client.callBytes(path: "/test.Echo/Now", [1])
        let second = try await client.ping()
        #expect(first > .zero)
        #expect(answer.message == [1])
        #expect(second > .zero)
      }
    }
  }

  @Test("A server that falls silent with calls under way is pinged, then given up")
  func silence() async throws {
    let fake = try FakeServer()
    var configuration = FrameClientConfiguration()
    configuration.silenceMilliseconds = 30
    async let seen = offload {
      let socket = try fake.accept()
      return try socket.framesToEnd().map(\.type)
    }
    try await withClient(fake.address, configuration: configuration) { client in
      let error = try await rpcError { _ = try await client.callBytes(path: "/x.Y/Z", []) }
      #expect(error.code == .unavailable)
      #expect(error.message.contains("silent"))
    }
    #expect(try await seen == [.call, .ping])
  }
}
