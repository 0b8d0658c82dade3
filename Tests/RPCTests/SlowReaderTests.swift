internal import Synchronization
internal import Testing

@testable internal import RPC

@Suite("Peers that do not read")
struct SlowReaderTests {
  private static func table(handled: Counter) -> MethodTable {
    var table = MethodTable()
    table.registerImmediateBytes(path: "/test.Big/Now") { _, _ in
      handled.add()
      return .init(message: [UInt8](repeating: 1, count: 100_000))
    }
    return table
  }

  @Test("The server stops reading their calls, and cuts them off in the end", arguments: [true, false])
  func cutOff(isImmediate: Bool) async throws {
    let handled = Counter()
    var table = Self.table(handled: handled)
    table.registerBytes(path: "/test.Big/Later") { _, _ in
      handled.add()
      await Task.yield()
      return .init(message: [UInt8](repeating: 1, count: 100_000))
    }
    var configuration = FrameServerConfiguration()
    configuration.writeStallMilliseconds = 300
    configuration.writeBufferBytesMax = 8_000_000
    let path = temporarySocketPath()
    try await withServer(table, addresses: [.unix(path: path)], configuration: configuration) { server in
      let address = server.address
      try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        var id: UInt32 = 0
        var wasTaken = true
        while wasTaken, id < 100_000 {
          id += 1
          wasTaken = socket.send {
            $0.writeFrame(.call, flags: FrameFlag.last, callID: id, head: Self.head(isImmediate))
          }
        }
      }
    }
    // What fits the buffers of kernel and server, and the calls that may be under way, not the 100,000 that were offered.
    #expect(handled.value < (isImmediate ? 400 : 1_500))
    #expect(handled.value > 0)
  }

  private static func head(_ isImmediate: Bool) -> [UInt8] {
    UnaryRequest(path: isImmediate ? "/test.Big/Now" : "/test.Big/Later", metadata: Metadata(), message: [])
      .head(timeoutNanoseconds: 60_000_000_000)
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
