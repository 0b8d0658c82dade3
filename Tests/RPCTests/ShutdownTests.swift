internal import Testing

@testable internal import RPC

@Suite("Graceful shutdown", .timeLimit(.minutes(2)))
struct ShutdownTests {
  @Test("Finishes what is under way, refuses what is new, then closes")
  func finishes() async throws {
    let (started, end) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerUntil(end, started: started)
    try await withServer(table) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.call(1, "/test.Wait/Until", [1])
        return socket
      }
      await started.wait()
      await server.shutDown()
      let refused = try await offload {
        let goAway = try socket.frame()
        socket.call(2, "/test.Echo/Now", [2])
        return [goAway, try socket.frame()]
      }
      #expect(refused[0]?.goAway?.reason == GoAwayReason.shutdown.rawValue)
      #expect(refused[0]?.goAway?.lastCallID == 1)
      #expect(refused[1]?.callID == 2)
      #expect(refused[1]?.error?.code == .unavailable)
      #expect(refused[1]?.error?.isUntouched == true)
      end.send()
      let rest = try await offload { try socket.framesToEnd() }
      #expect(rest.first == Frame(type: .end, callID: 1, message: [1]))
      #expect(rest.last?.goAway?.reason == GoAwayReason.shutdown.rawValue)
      #expect(rest.count == 2)
      #expect(throws: TestFailure.self) { _ = try RawSocket(address) }
    }
  }

  @Test("Is over when the grace period is, and cancels what is left")
  func isBounded() async throws {
    let (started, cancelled) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerForever(started: started, cancelled: cancelled)
    var configuration = RPCServerConfiguration()
    configuration.shutdownGraceMilliseconds = 50
    let end = try await withServer(table, configuration: configuration) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.call(1, "/test.Wait/Forever")
        return socket
      }
      await started.wait()
      await server.shutDown()
      return try await offload { try socket.framesToEnd() }
    }
    #expect(end.map(\.type) == [.goAway, .goAway])
    await cancelled.wait()
  }

  @Test("An idle client's connection is ended, and a client of ours calls again when a server is back")
  func restart() async throws {
    let path = temporarySocketPath()
    let client = FrameClient(address: .unix(path: path))
    for round in 0..<3 {
      try await withServer(.echo, addresses: [.unix(path: path)]) { _ in
        let answer = try await client.callBytes(path: "/test.Echo/Echo", [UInt8(round)])
        #expect(answer.message == [UInt8(round)])
      }
    }
    await client.close()
  }

  @Test("A client that says it goes away is answered, then closed")
  func clientGoAway() async throws {
    let end = Signal()
    var table = MethodTable.echo
    table.registerUntil(end)
    try await withServer(table) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.call(1, "/test.Wait/Until", [1])
        socket.send { $0.writeGoAway(GoAway(lastCallID: 0, reason: .shutdown, message: "bye")) }
        guard try socket.frame()?.goAway != nil else { throw TestFailure("no goaway") }
        return socket
      }
      end.send()
      let frames = try await offload { try socket.framesToEnd() }
      #expect(frames.map(\.type) == [.end, .goAway])
    }
  }

  @Test("A closed client waits for its calls and takes no more")
  func clientClose() async throws {
    let (started, end) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerUntil(end, started: started)
    try await withServer(table) { server in
      let client = FrameClient(address: server.address)
      async let answer = client.callBytes(path: "/test.Wait/Until", [1])
      await started.wait()
      async let closed: Void = client.close()
      let refused = try await rpcError {
        while true { _ = try await client.callBytes(path: "/test.Echo/Now", []) }
      }
      #expect(refused.code == .unavailable)
      end.send()
      #expect(try await answer.message == [1])
      await closed
    }
  }
}
