internal import NIOCore
internal import Testing

@testable internal import RPC

@Suite("What all connections of a server share", .timeLimit(.minutes(2))) struct SharedLimitTests {
  @Test("What is a connection's own is let in, however much others hold")
  func budget() {
    let budget = ByteBudget(limit: 100_000)
    let answers = ByteBudget(limit: 50_000, within: budget)
    let all = budget.reserve(100_000, whoHolds: 0)
    let own = (
      budget.reserve(16_384, whoHolds: 0), budget.reserve(1, whoHolds: 16_384), answers.reserve(100, whoHolds: 0)
    )
    #expect(all && own.0 && !own.1 && own.2)
    #expect(budget.usedBytes == 116_484 && answers.usedBytes == 100)
    answers.release(100)
    budget.release(16_384)
    #expect(budget.usedBytes == 100_000 && budget.isExhausted)
  }

  @Test(
    "There are so many streams on all connections of both dialects, and a place is free again when a handler returns")
  func streams() async throws {
    var configuration = RPCServerConfiguration()
    configuration.streamsMax = 2
    try await withServer(.streams, configuration: configuration) { server in
      let address = server.address
      let (frames, grpc) = try await offload { () -> (RawSocket, RawSocket) in
        let frames = try RawSocket(address)
        try frames.greet()
        frames.open(1, "/test.Stream/Echo")
        let grpc = try RawSocket(address)
        grpc.greetHTTP2()
        grpc.grpcHead(1, "/test.Stream/Echo")
        _ = try grpc.http2FramesBeforePong()
        _ = try frames.framesBeforePong()
        return (frames, grpc)
      }
      let refused = try await offload { () -> (StatusCode?, StatusCode?) in
        frames.open(2, "/test.Stream/Echo")
        grpc.grpcHead(3, "/test.Stream/Echo")
        return (try frames.frame()?.error?.code, try grpc.grpcEnd(3))
      }
      #expect(refused == (.resourceExhausted, .resourceExhausted))
      let taken = try await offload { () -> StatusCode? in
        grpc.send(HTTP2RawFrame(kind: .reset, streamID: 1, payload: [0, 0, 0, 8]))
        // Its handler has returned once the connection has looked at what came after.
        _ = try grpc.http2FramesBeforePong()
        frames.open(3, "/test.Stream/Echo")
        frames.last(3)
        return try frames.frame()?.error?.code
      }
      #expect(taken == nil)
    }
  }
}
