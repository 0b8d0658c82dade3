internal import CairnMessages
internal import Synchronization
internal import Testing

@testable internal import RPC

@Suite("Limits", .timeLimit(.minutes(2)))
struct LimitTests {
  @Test("One call too many on a connection is refused, untouched; the others go on")
  func callsUnderWay() async throws {
    var table = MethodTable.echo
    table.registerForever()
    var configuration = RPCServerConfiguration()
    configuration.callsPerConnectionMax = 16
    try await withServer(table, configuration: configuration) { server in
      let address = server.address
      let frames = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        for id in 1...17 { socket.call(UInt32(id), "/test.Wait/Forever") }
        let refused = try socket.frame()
        socket.send { $0.writeFrame(.cancel, callID: 3) }
        let cancelled = try socket.frame()
        socket.call(18, "/test.Echo/Now", [1])
        return [refused, cancelled, try socket.frame()]
      }
      #expect(frames[0]?.callID == 17)
      #expect(frames[0]?.error?.code == .resourceExhausted)
      #expect(frames[0]?.error?.isUntouched == true)
      #expect(frames[1]?.callID == 3)
      #expect(frames[2] == Frame(type: .end, callID: 18, message: [1]))
    }
  }

  @Test("A client keeps to what the server takes")
  func clientKeepsWindow() async throws {
    let counts = Mutex((now: 0, most: 0))
    var table = MethodTable()
    table.registerBytes(path: "/test.Count/Count") { bytes, _ in
      counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      for _ in 0..<10 { await Task.yield() }
      counts.withLock { $0.now -= 1 }
      return .init(message: bytes)
    }
    var configuration = RPCServerConfiguration()
    configuration.callsPerConnectionMax = 16
    try await withServer(table, configuration: configuration) { server in
      try await withClient(server.address) { client in
        try await withThrowingTaskGroup { group in
          for _ in 0..<500 { group.addTask { _ = try await client.callBytes(path: "/test.Count/Count", []) } }
          try await group.waitForAll()
        }
      }
    }
    #expect((2...16).contains(counts.withLock { $0.most }))
  }

  @Test("A client queues only so many calls")
  func clientQueue() async throws {
    var configuration = FrameClientConfiguration()
    configuration.callsWaitingMax = 4
    configuration.callMilliseconds = 200
    try await withClient(.unix(path: "/nonexistent/socket"), configuration: configuration) { client in
      let codes = await withTaskGroup { group in
        for _ in 0..<6 {
          group.addTask {
            do throws(RPCError) {
              _ = try await client.callBytes(path: "/x.Y/Z", [])
              return StatusCode.ok
            } catch {
              return error.code
            }
          }
        }
        return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      }
      #expect(codes == [.resourceExhausted: 2, .deadlineExceeded: 4])
    }
  }

  @Test("Requests under way hold only so many bytes, on a connection and on all", arguments: [true, false])
  func requestBytes(isOneConnection: Bool) async throws {
    var table = MethodTable.echo
    table.registerForever()
    var configuration = RPCServerConfiguration()
    configuration.payloadBytesMax = 65_536
    if isOneConnection {
      configuration.requestBytesPerConnectionMax = 65_536
    } else {
      configuration.bytesHeldMax = 65_536
    }
    try await withServer(table, configuration: configuration) { server in
      let address = server.address
      let frames = try await offload {
        let first = try RawSocket(address)
        try first.greet()
        let second = isOneConnection ? first : try RawSocket(address)
        if !isOneConnection { try second.greet() }
        first.call(1, "/test.Wait/Forever", [UInt8](repeating: 1, count: 40_000))
        // Whoever is answered now has been heard after the call above.
        first.call(2, "/test.Echo/Now")
        _ = try first.frame()
        second.call(13, "/test.Echo/Now", [UInt8](repeating: 1, count: 40_000))
        second.call(14, "/test.Echo/Now", [4])
        let refused = [try second.frame(), try second.frame()]
        first.send { $0.writeFrame(.cancel, callID: 1) }
        _ = try first.frame()
        // The bytes are given back when the handler returns, which is before the loop reads on.
        first.call(isOneConnection ? 15 : 3, "/test.Echo/Now")
        _ = try first.frame()
        second.call(16, "/test.Echo/Now", [UInt8](repeating: 1, count: 40_000))
        return refused + [try second.frame()]
      }
      #expect(frames[0]?.error?.code == .resourceExhausted)
      #expect(frames[0]?.error?.isUntouched == true)
      #expect(frames[1] == Frame(type: .end, callID: 14, message: [4]))
      #expect(frames[2]?.message.count == 40_000)
    }
  }

  @Test("A request that the server does not take is not sent; an answer that the client does not take is not either")
  func tooLarge() async throws {
    var table = MethodTable.echo
    table.registerBytes(path: "/test.Big/Big") { _, _ in .init(message: [UInt8](repeating: 1, count: 100_000)) }
    var serverConfiguration = RPCServerConfiguration()
    serverConfiguration.payloadBytesMax = 70_000
    var clientConfiguration = FrameClientConfiguration()
    clientConfiguration.payloadBytesMax = 65_536
    try await withServer(table, configuration: serverConfiguration) { server in
      try await withClient(server.address, configuration: clientConfiguration) { client in
        let request = try await rpcError {
          _ = try await client.callBytes(path: "/test.Echo/Now", [UInt8](repeating: 1, count: 70_000))
        }
        #expect(request.code == .resourceExhausted)
        let answer = try await rpcError { _ = try await client.callBytes(path: "/test.Big/Big", []) }
        #expect(answer.code == .resourceExhausted)
        #expect(answer.message.contains("100000"))
        #expect(try await client.callBytes(path: "/test.Echo/Now", [1]).message == [1])
      }
    }
  }

  @Test("A status that is longer than the client takes loses its details")
  func longStatus() async throws {
    var table = MethodTable()
    table.registerBytes(path: "/test.Fail/Fail") { _, _ in
      let violations = (0..<1_000).map {
        FieldViolation(field: "f[\($0)]", description: "is missing", reason: "REQUIRED")
      }
      throw RPCError(.invalidArgument, "faults", details: [.badRequest(violations)])
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let error = try await rpcError { _ = try await client.callBytes(path: "/test.Fail/Fail", []) }
        #expect(error.code == .invalidArgument)
        #expect(error.fieldViolations.count == 1_000)
      }
      let address = server.address
      let frame = try await offload {
        let socket = try RawSocket(address)
        try socket.greet(Hello())
        socket.call(1, "/test.Fail/Fail")
        return try socket.frame()
      }
      #expect(frame?.error?.code == .invalidArgument)
      #expect(frame?.error?.details.isEmpty == true)
    }
  }

  @Test("One connection too many is told so")
  func connections() async throws {
    var configuration = RPCServerConfiguration()
    configuration.connectionsMax = 2
    try await withServer(.echo, configuration: configuration) { server in
      let address = server.address
      let last = try await offload {
        let held = [try RawSocket(address), try RawSocket(address)]
        for socket in held { try socket.greet() }
        let third = try RawSocket(address)
        _ = try third.receive(Preface.bytes.count)
        return try withExtendedLifetime(held) { try third.framesToEnd().last }
      }
      #expect(last?.goAway?.reason == GoAwayReason.tooManyConnections.rawValue)
    }
  }

  @Test("A client says in whose words it was refused")
  func refusedClient() async throws {
    var serverConfiguration = RPCServerConfiguration()
    serverConfiguration.connectionsMax = 0
    var clientConfiguration = FrameClientConfiguration()
    clientConfiguration.connectAttemptsMax = 1
    try await withServer(.echo, configuration: serverConfiguration) { server in
      try await withClient(server.address, configuration: clientConfiguration) { client in
        let error = try await rpcError { _ = try await client.ping() }
        #expect(error.code == .unavailable)
        #expect(error.message.contains("as many connections as it takes"))
      }
    }
  }

  @Test("Requests that never come to their end give back what was held for them")
  func halfRequests() async throws {
    var configuration = RPCServerConfiguration()
    configuration.bytesHeldMax = 200_000
    try await withServer(.echo, configuration: configuration) { server in
      let address = server.address
      let answer = try await offload {
        for isFault in [true, false, true, false, true, false] {
          let socket = try RawSocket(address)
          try socket.greet()
          socket.send(Malformed.frame(2, flags: 1, call: 1, length: 150_000))
          socket.send([UInt8](repeating: 0, count: 1_000))
          // The payload never ends: the server has read this far when it answers, by closing or by a refusal.
          if isFault { socket.hangUp() } else { socket.shutDownOutput() }
          _ = try socket.framesToEnd()
        }
        let socket = try RawSocket(address)
        try socket.greet()
        // Connections end on threads of their own; each refusal shows that one has not yet.
        for id in 1...10_000 as ClosedRange<UInt32> {
          socket.call(id, "/test.Echo/Now", [UInt8](repeating: 3, count: 150_000))
          let end = try socket.frame()
          if end?.error == nil { return end }
        }
        return nil
      }
      #expect(answer?.message.count == 150_000)
    }
  }
}
