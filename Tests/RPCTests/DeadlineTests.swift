internal import CairnCodec
internal import CairnMessages
internal import Testing

@testable internal import RPC

@Suite("Deadlines", .timeLimit(.minutes(2)))
struct DeadlineTests {
  @Test("The server answers DEADLINE_EXCEEDED and cancels the handler")
  func server() async throws {
    let cancelled = Signal()
    var table = MethodTable.echo
    table.registerForever(cancelled: cancelled)
    try await withServer(table) { server in
      let address = server.address
      let answer = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.call(1, "/test.Wait/Forever", timeoutMicroseconds: 20_000)
        return try socket.frame()
      }
      #expect(answer?.error?.code == .deadlineExceeded)
      await cancelled.wait()
    }
  }

  @Test("A server that hangs does not keep a call beyond its deadline; the call is cancelled there")
  func client() async throws {
    let fake = try FakeServer()
    async let cancel = offload {
      let socket = try fake.accept()
      let ping = try socket.frame()
      socket.send { $0.writeFrame(.pong, message: ping?.message ?? []) }
      return [ping?.type, try socket.frame()?.type, try socket.frame()?.type]
    }
    try await withClient(fake.address) { client in
      _ = try await client.ping()
      let error = try await rpcError { _ = try await client.callBytes(path: "/x.Y/Z", [], timeout: .milliseconds(300)) }
      #expect(error.code == .deadlineExceeded)
      #expect(!error.isUntouched)
    }
    #expect(try await cancel == [.ping, .call, .cancel])
  }

  @Test("A call that never finds a server ends by its deadline, and says what was in the way")
  func noServer() async throws {
    try await withClient(.unix(path: "/nonexistent/socket")) { client in
      let error = try await rpcError { _ = try await client.callBytes(path: "/x.Y/Z", [], timeout: .milliseconds(30)) }
      #expect(error.code == .deadlineExceeded)
      #expect(error.isUntouched)
      #expect(error.message.contains("unix:/nonexistent/socket"))
    }
  }

  @Test("The handler knows its deadline; without one it has the server's own")
  func context() async throws {
    var table = MethodTable()
    table.registerImmediateBytes(path: "/test.Time/Left") { _, context in
      .init(message: Array("\(context.deadline.remaining.components.seconds)".utf8))
    }
    var configuration = RPCServerConfiguration()
    configuration.callMilliseconds = 5_000_000
    try await withServer(table, configuration: configuration) { server in
      let address = server.address
      let left = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        let timeouts: [UInt64] = [3_600_000_000, 0, .max]
        for (index, timeout) in timeouts.enumerated() {
          var header = CallHeader()
          header.method = "/test.Time/Left"
          header.timeoutUs = timeout
          let head = encode(header)
          socket.send { $0.writeFrame(.call, flags: FrameFlag.last, callID: UInt32(index + 1), head: head) }
        }
        return try timeouts.map { _ in Int(String(decoding: try socket.frame()?.message ?? [], as: UTF8.self)) ?? 0 }
      }
      #expect((3_000...3_600).contains(left[0]))
      #expect((4_000...5_000).contains(left[1]))
      #expect((4_000...5_000).contains(left[2]))
    }
  }
}
