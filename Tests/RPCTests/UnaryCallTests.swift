internal import Testing

@testable internal import RPC

@Suite("Unary calls over real sockets", .timeLimit(.minutes(2)))
struct UnaryCallTests {
  @Test("A call goes there and back with its bytes and metadata", arguments: ["Echo", "Later", "Now"])
  func roundTrip(method: String) async throws {
    try await withServer(.echo) { server in
      try await withClient(server.address) { client in
        var metadata = Metadata()
        metadata.add("role", "social-worker")
        metadata.add("trace-bin", bytes: [0, 255])
        let answer = try await client.callBytes(path: "/test.Echo/\(method)", Array("hello".utf8), metadata: metadata)
        #expect(answer.message == Array("hello".utf8))
        #expect(answer.metadata == (method == "Echo" ? metadata : Metadata()))
      }
    }
  }

  @Test("Thousands of calls share one connection, each with its own answer")
  func multiplexed() async throws {
    try await withServer(.echo) { server in
      try await withClient(server.address) { client in
        let good = try await withThrowingTaskGroup(of: Bool.self) { group in
          for number in 0..<5_000 {
            group.addTask {
              let bytes = Array("\(number)".utf8) + [UInt8](repeating: 7, count: number % 500)
              let path = ["/test.Echo/Echo", "/test.Echo/Later", "/test.Echo/Now"][number % 3]
              return try await client.callBytes(path: path, bytes).message == bytes
            }
          }
          return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(good == 5_000)
      }
    }
  }
}
