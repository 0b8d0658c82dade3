internal import Testing

@testable internal import RPC

@Suite("Cancellation", .timeLimit(.minutes(2)))
struct CancellationTests {
  @Test("Cancelling the caller's task reaches the handler")
  func caller() async throws {
    let (started, cancelled) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerForever(started: started, cancelled: cancelled)
    try await withServer(table) { server in
      let client = FrameClient(address: server.address)
      let call = Task { try await client.callBytes(path: "/test.Wait/Forever", []) }
      await started.wait()
      call.cancel()
      let error = try await rpcError { _ = try await call.value }
      #expect(error.code == .cancelled)
      await cancelled.wait()
      #expect(try await client.callBytes(path: "/test.Echo/Now", [5]).message == [5])
      await client.close()
    }
  }

  @Test("A call of a task that is cancelled already ends at once")
  func before() async throws {
    try await withClient(.unix(path: "/nonexistent/socket")) { client in
      let (cancelled, begun) = (Signal(), Signal())
      let call = Task {
        await cancelled.wait()
        begun.send()
        return try await client.callBytes(path: "/x.Y/Z", [])
      }
      call.cancel()
      cancelled.send()
      let error = try await rpcError { _ = try await call.value }
      #expect(error.code == .cancelled)
    }
  }

  @Test("The cancelled call is answered CANCELLED, once, and its place is free again")
  func frames() async throws {
    let started = Signal()
    var table = MethodTable.echo
    table.registerForever(started: started)
    try await withServer(table) { server in
      let address = server.address
      let frames = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.call(1, "/test.Wait/Forever")
        socket.send { buffer in
          buffer.writeFrame(.cancel, callID: 1)
          buffer.writeFrame(.cancel, callID: 1)
        }
        socket.call(2, "/test.Echo/Now", [9])
        return [try socket.frame(), try socket.frame()]
      }
      #expect(frames[0]?.callID == 1)
      #expect(frames[0]?.error?.code == .cancelled)
      #expect(frames[1] == Frame(type: .end, callID: 2, message: [9]))
    }
  }

  @Test("Disconnecting cancels what is under way", arguments: [true, false])
  func disconnect(isHalfClose: Bool) async throws {
    let (started, cancelled) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerForever(started: started, cancelled: cancelled)
    try await withServer(table) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.call(1, "/test.Wait/Forever")
        return socket
      }
      await started.wait()
      if isHalfClose { socket.shutDownOutput() } else { socket.hangUp() }
      await cancelled.wait()
    }
  }
}
