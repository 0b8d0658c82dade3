internal import NIOCore
internal import Testing

@testable internal import RPC

@Suite("Mutated frames", .timeLimit(.minutes(2)))
struct FrameFuzzTests {
  @Test(
    "The reader takes or refuses any bytes, and never holds more than a frame", arguments: [1, 2, 3, 4] as [UInt64])
  func reader(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var stream = ByteBuffer()
    stream.writeFrame(.hello, message: [0, 1, 0, 1, 0, 0])
    stream.writeFrame(.call, flags: FrameFlag.last, callID: 1, head: [1, 2, 3], message: [4, 5])
    stream.writeFrame(.ping, message: [UInt8](repeating: 9, count: 8))
    stream.writeFrame(.cancel, callID: 1)
    let honest = Array(stream.readableBytesView)
    var taken = 0
    var refused = 0
    for _ in 0..<10_000 {
      var bytes = honest
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...(.max), using: &generator)
      }
      bytes.removeLast(Int.random(in: 0...4, using: &generator))
      var reader = FrameReader(sender: .client, limits: .init(payloadBytesMax: 65_536, headBytesMax: 8_192))
      reader.append(ByteBuffer(bytes: bytes))
      do throws(FrameFault) {
        var isReading = true
        while isReading {
          if case .needMore = try reader.next() { isReading = false }
        }
        taken += 1
        #expect(reader.waitingBytes <= bytes.count)
      } catch {
        refused += 1
        #expect(!error.message.isEmpty)
      }
    }
    #expect(taken > 1_000)
    #expect(refused > 1_000)
  }

  @Test("A server stays up whatever is sent to it", arguments: [5, 6] as [UInt64])
  func server(seed: UInt64) async throws {
    try await withServer(.echo) { server in
      let address = server.address
      try await offload {
        var generator = SeededGenerator(state: seed)
        for _ in 0..<150 {
          let socket = try RawSocket(address)
          try socket.greet()
          var call = ByteBuffer()
          let head = UnaryRequest(path: "/test.Echo/Later", metadata: Metadata(), message: [])
            .head(timeoutNanoseconds: 1_000_000_000)
          for id in 1...4 as ClosedRange<UInt32> {
            call.writeFrame(.call, flags: FrameFlag.last, callID: id, head: head, message: [1, 2, 3])
          }
          var bytes = Array(call.readableBytesView)
          for _ in 0..<Int.random(in: 1...4, using: &generator) {
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...(.max), using: &generator)
          }
          socket.send(bytes)
          socket.shutDownOutput()
          _ = try socket.framesToEnd()
        }
      }
      let answer = try await withClient(address) { try await $0.callBytes(path: "/test.Echo/Now", [1]) }
      #expect(answer.message == [1])
    }
  }
}
