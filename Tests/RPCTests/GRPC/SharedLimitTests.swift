internal import NIOCore
internal import Testing

@testable internal import RPC

@Suite("What all connections of a server share", .timeLimit(.minutes(2))) struct SharedLimitTests {
  @Test("The last quarter is kept for those who hold little")
  func budget() {
    let budget = ByteBudget(limit: 400_000)
    let first = budget.reserve(300_000, whoHolds: 0)
    let more = budget.reserve(1, whoHolds: 300_000)
    let little = (
      budget.reserve(65_536, whoHolds: 0), budget.reserve(1, whoHolds: 65_536), budget.reserve(100, whoHolds: 0)
    )
    #expect(first && !more && little.0 && !little.1 && little.2)
    budget.release(300_000)
    let again = budget.reserve(200_000, whoHolds: 65_536)
    #expect(again)
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
