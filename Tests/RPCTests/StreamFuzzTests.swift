internal import CairnCodec
internal import CairnMessages
internal import NIOCore
internal import Testing

@testable internal import RPC

@Suite("Streams in any order of events", .timeLimit(.minutes(2)))
struct StreamFuzzTests {
  typealias Methods = StreamMethods

  private static func pieces(from first: Int, _ count: Int, _ generator: inout SeededGenerator) -> [Metadatum] {
    (first..<(first + count)).map { Methods.piece($0, bytes: .random(in: 0...400, using: &generator)) }
  }

  /// Sends and reads at random on a stream that echoes; whatever comes must be what was sent, in order.
  private static func talk(_ client: FrameClient, seed: UInt64) async throws {
    var generator = SeededGenerator(state: seed)
    let stream = try await client.openStream(Methods.echo)
    var sent: [Metadatum] = []
    var read = 0
    func check(_ piece: Metadatum?) throws {
      guard piece == sent[read] else { throw TestFailure("seed \(seed): response \(read) is another") }
      read += 1
    }
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      switch Int.random(in: 0...3, using: &generator) {
      case 0:
        let pieces = pieces(from: sent.count, 1, &generator)
        sent += pieces
        try await stream.send(pieces[0])
      case 1:
        let pieces = pieces(from: sent.count, .random(in: 0...3, using: &generator), &generator)
        sent += pieces
        try await stream.send(contentsOf: pieces)
      case 2:
        while read < sent.count { try check(try await stream.responses.next()) }
      default: await Task.yield()
      }
      // More than both directions hold would be a dialogue that waits for itself.
      if sent.count - read > 4 {
        for piece in try await stream.responses.chunk(messagesMax: 3) { try check(piece) }
      }
    }
    switch Int.random(in: 0...2, using: &generator) {
    case 0: stream.cancel()
    case 1: break
    default:
      stream.finish()
      while let piece = try await stream.responses.next() { try check(piece) }
      guard read == sent.count else { throw TestFailure("seed \(seed): \(read) of \(sent.count) came back") }
    }
  }

  @Test("What is sent comes back in order, with windows of any size", arguments: [1, 2, 3, 4] as [UInt64])
  func interleavings(seed: UInt64) async throws {
    var generator = SeededGenerator(state: seed)
    var (server, client) = (RPCServerConfiguration(), FrameClientConfiguration())
    // Five messages of up to 430 bytes have room on the way, however small the windows.
    server.streamWindowBytes = .random(in: 1...3_000, using: &generator)
    server.streamSendBytes = .random(in: 2_000...5_000, using: &generator)
    client.streamWindowBytes = .random(in: 1...3_000, using: &generator)
    client.streamSendBytes = .random(in: 2_000...5_000, using: &generator)
    // Room for what thirty streams hold, and for little that those before might have left behind.
    server.bytesHeldMax = 300_000
    server.payloadBytesMax = 65_536
    let configuration = client
    try await withServer(.streams, configuration: server) { server in
      try await withClient(server.address, configuration: configuration) { client in
        for round in 0..<5 as Range<UInt64> {
          try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<30 as Range<UInt64> {
              group.addTask { try await Self.talk(client, seed: seed << 32 | round << 16 | number) }
            }
            try await group.waitForAll()
          }
        }
        #expect(try await client.callBytes(path: "/test.Echo/Now", [1]).message == [1])
      }
    }
  }

  @Test("A server stays up whatever frames of streams come, in whatever order", arguments: [5, 6, 7] as [UInt64])
  func frames(seed: UInt64) async throws {
    var configuration = RPCServerConfiguration()
    configuration.streamWindowBytes = 500
    try await withServer(.streams, configuration: configuration) { server in
      let address = server.address
      let tally = try await offload {
        var generator = SeededGenerator(state: seed)
        var tally = (ended: 0, broken: 0)
        for _ in 0..<200 {
          let socket = try RawSocket(address)
          try socket.greet()
          var lastID: UInt32 = 0
          for _ in 0..<Int.random(in: 1...16, using: &generator) {
            let id = UInt32.random(in: 1...max(1, lastID), using: &generator)
            switch Int.random(in: 0...20, using: &generator) {
            case 0...3:
              lastID += 1
              socket.open(lastID, [Methods.echo.path, Methods.gather.path].randomElement(using: &generator) ?? "")
            case 4:
              lastID += 1
              socket.call(lastID, Methods.count.path, encode(Methods.piece(0, bytes: 50)))
            case 5...12: socket.message(id, encode(Methods.piece(0, bytes: .random(in: 0...90, using: &generator))))
            case 13: socket.message(id, [0xFF])
            case 14: socket.last(id)
            case 15...17: socket.window(id, .random(in: 1...1_000, using: &generator))
            case 18: socket.send { $0.writeFrame(.cancel, callID: id) }
            case 19: socket.call(lastID + 1, "/test.Echo/Now"); lastID += 1
            default: socket.window(id, .random(in: 0...(.max), using: &generator))
            }
          }
          socket.shutDownOutput()
          let frames = try socket.framesToEnd()
          if frames.last?.goAway != nil { tally.broken += 1 } else { tally.ended += 1 }
        }
        return tally
      }
      // Otherwise the script would be of no use.
      #expect(tally.ended > 10)
      #expect(tally.broken > 10)
      let answer = try await withClient(address) { try await $0.callBytes(path: "/test.Echo/Now", [1]) }
      #expect(answer.message == [1])
    }
  }
}
