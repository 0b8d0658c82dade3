internal import Synchronization
internal import Testing

@testable internal import RPC

@Suite("Peers that do not read", .timeLimit(.minutes(2)))
struct SlowReaderTests {
  private static func table(handled: Counter) -> MethodTable {
    var table = MethodTable()
    table.registerImmediateBytes(path: "/test.Big/Now") { _, _ in
      handled.add()
      return .init(message: [UInt8](repeating: 1, count: 100_000))
    }
    table.registerBytes(path: "/test.Big/Later") { _, _ in
      handled.add()
      await Task.yield()
      return .init(message: [UInt8](repeating: 1, count: 100_000))
    }
    return table
  }

  /// How many of 4,000 calls, answered by 100,000 bytes each, a server begins for a peer that reads nothing.
  private func begun(_ method: String, writeBufferBytesMax: Int) async throws -> Int {
    let handled = Counter()
    var configuration = RPCServerConfiguration()
    configuration.writeStallMilliseconds = 300
    configuration.writeBufferBytesMax = writeBufferBytesMax
    configuration.bytesHeldMax = 2_000_000_000
    let name = SocketName.unix(path: temporarySocketPath())
    try await withServer(Self.table(handled: handled), addresses: [name], configuration: configuration) { server in
      let address = server.address
      try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        let head = Self.head(method)
        for id in 1...4_000 as ClosedRange<UInt32> {
          guard socket.send({ $0.writeFrame(.call, flags: FrameFlag.last, callID: id, head: head) }) else { return }
        }
        // All that was sent may fit the kernel's buffers; the server closes in the end all the same.
        socket.awaitHangUp()
      }
    }
    return handled.value
  }

  @Test("The server reads no more of their calls, long before the limit at which it would cut them off")
  func holdsBack() async throws {
    let begun = try await begun("/test.Big/Now", writeBufferBytesMax: 1_000_000_000)
    #expect((1..<100).contains(begun))
  }

  @Test("They are cut off where answers of calls under way pass the limit")
  func cutsOff() async throws {
    let begun = try await begun("/test.Big/Later", writeBufferBytesMax: 8_000_000)
    #expect((1...1_024).contains(begun))
  }

  private static func head(_ method: String) -> [UInt8] {
    UnaryRequest(path: method, metadata: Metadata(), message: []).head(timeoutNanoseconds: 60_000_000_000)
  }

  @Test("Many large answers at once all arrive, with both sides holding back")
  func largeAnswers() async throws {
    let path = temporarySocketPath()
    try await withServer(.echo, addresses: [.unix(path: path)]) { server in
      try await withClient(server.address) { client in
        let good = try await withThrowingTaskGroup(of: Bool.self) { group in
          for number in 0..<200 {
            group.addTask {
              let bytes = [UInt8](repeating: UInt8(number), count: 100_000)
              return try await client.callBytes(path: "/test.Echo/\(number % 2 == 0 ? "Now" : "Later")", bytes)
                .message == bytes
            }
          }
          return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(good == 200)
      }
    }
  }
}

/// Counts from any thread.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  var value: Int { count.load(ordering: .relaxed) }
  func add() { count.wrappingAdd(1, ordering: .relaxed) }
}
