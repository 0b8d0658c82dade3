internal import CairnCodec
internal import Testing

@testable internal import RPC

@Suite("Sending a call again", .timeLimit(.minutes(2)))
struct RetryTests {
  private static let path = "/x.Y/Z"

  @Test(
    "A lost connection: an idempotent call goes again with the same bytes, another does not", arguments: [true, false])
  func lost(isIdempotent: Bool) async throws {
    let fake = try FakeServer()
    async let seen = offload {
      let first = try fake.accept()
      let one = try first.frame()
      first.hangUp()
      guard isIdempotent else { return [one] }
      let second = try fake.accept()
      let two = try second.frame()
      second.send { $0.writeFrame(.end, callID: two?.callID ?? 0, message: [42]) }
      return [one, two]
    }
    try await withClient(fake.address) { client in
      do throws(RPCError) {
        let answer = try await client.callBytes(path: Self.path, [1, 2, 3], idempotent: isIdempotent)
        #expect(isIdempotent)
        #expect(answer.message == [42])
      } catch {
        #expect(!isIdempotent)
        #expect(error.code == .unavailable)
        #expect(!error.isUntouched)
      }
    }
    #expect(try await seen.map { $0?.message } == [[UInt8]?](repeating: [1, 2, 3], count: isIdempotent ? 2 : 1))
  }

  @Test(
    "UNAVAILABLE: an untouched call goes again, a touched one only if idempotent",
    arguments: [(true, false, true), (true, true, true), (false, true, true), (false, false, false)])
  func unavailable(isUntouched: Bool, isIdempotent: Bool, goesAgain: Bool) async throws {
    let fake = try FakeServer()
    async let seen = offload {
      let socket = try fake.accept()
      var frames = [try socket.frame()]
      socket.send { buffer in
        buffer.writeFrame(
          .end, flags: isUntouched ? FrameFlag.untouched : 0, callID: frames[0]?.callID ?? 0,
          head: encode(RPCError(.unavailable, "not now").trailer))
      }
      if goesAgain {
        frames.append(try socket.frame())
        socket.send { $0.writeFrame(.end, callID: frames[1]?.callID ?? 0, message: [42]) }
      }
      return frames.map { $0?.message }
    }
    try await withClient(fake.address) { client in
      do throws(RPCError) {
        let answer = try await client.callBytes(path: Self.path, [1, 2, 3], idempotent: isIdempotent)
        #expect(goesAgain)
        #expect(answer.message == [42])
      } catch {
        #expect(!goesAgain)
        #expect(error.code == .unavailable)
        #expect(error.message == "not now")
      }
    }
    #expect(try await seen == [[UInt8]?](repeating: [1, 2, 3], count: goesAgain ? 2 : 1))
  }

  @Test("GOAWAY: calls above the last one go again elsewhere, the others are waited for")
  func goAway() async throws {
    let fake = try FakeServer()
    async let served = offload {
      let first = try fake.accept()
      var calls = [try first.frame(), try first.frame()]
      first.send { $0.writeGoAway(GoAway(lastCallID: 1, reason: .shutdown, message: "restarting")) }
      first.send { $0.writeFrame(.end, callID: 1, message: calls[0]?.message ?? []) }
      let second = try fake.accept()
      calls.append(try second.frame())
      second.send { $0.writeFrame(.end, callID: calls[2]?.callID ?? 0, message: calls[2]?.message ?? []) }
      return calls[1]?.message == calls[2]?.message
    }
    try await withClient(fake.address) { client in
      async let one = client.callBytes(path: Self.path, [1])
      async let two = client.callBytes(path: Self.path, [2])
      let messages = try await [one.message, two.message]
      #expect(messages == [[1], [2]])
    }
    #expect(try await served)
  }

  @Test("The server's own UNAVAILABLE with a wait beyond the deadline is reported, not waited for")
  func longWait() async throws {
    var table = MethodTable()
    table.registerBytes(path: Self.path) { _, _ in
      throw RPCError(.unavailable, "in an hour", details: [.retryInfo(milliseconds: 3_600_000)])
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let error = try await rpcError { _ = try await client.callBytes(path: Self.path, [], idempotent: true) }
        #expect(error.code == .unavailable)
        #expect(error.message == "in an hour")
        #expect(error.retryDelayNanoseconds == 3_600_000_000_000)
      }
    }
  }

  @Test("Attempts are counted")
  func attempts() async throws {
    let count = Counter()
    var table = MethodTable()
    table.registerBytes(path: Self.path) { _, _ in
      count.add()
      throw RPCError(.unavailable, "no")
    }
    var configuration = FrameClientConfiguration()
    configuration.retry.attemptsMax = 3
    configuration.retry.firstWaitMilliseconds = 1
    try await withServer(table) { server in
      try await withClient(server.address, configuration: configuration) { client in
        let error = try await rpcError { _ = try await client.callBytes(path: Self.path, [], idempotent: true) }
        #expect(error.code == .unavailable)
      }
    }
    #expect(count.value == 3)
  }

  @Test("With a limit on attempts to connect, waiting calls fail with what is wrong")
  func connectLimit() async throws {
    var configuration = FrameClientConfiguration()
    configuration.connectAttemptsMax = 1
    try await withClient(.unix(path: "/nonexistent/socket"), configuration: configuration) { client in
      let error = try await rpcError { _ = try await client.callBytes(path: Self.path, []) }
      #expect(error.code == .unavailable)
      #expect(error.isUntouched)
      #expect(error.message.contains("cannot connect to unix:/nonexistent/socket"))
    }
  }

  @Test("What answers there may speak something else")
  func stranger() async throws {
    let fake = try FakeServer()
    async let served = offload {
      let socket = try fake.acceptUngreeted()
      socket.send(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
      return try socket.receive(10_000)
    }
    var configuration = FrameClientConfiguration()
    configuration.connectAttemptsMax = 1
    try await withClient(fake.address, configuration: configuration) { client in
      let error = try await rpcError { _ = try await client.callBytes(path: Self.path, []) }
      #expect(error.code == .unavailable)
      #expect(error.message.contains("does not speak Cairn frames"))
    }
    _ = try await served
  }
}
