internal import CairnMessages
internal import Foundation
internal import NIOCore
internal import Testing

@testable internal import RPC

@Suite("docs/wire-protocol.md", .timeLimit(.minutes(2)))
struct WireDocumentTests {
  private struct Part: Sendable {
    let isClient: Bool
    let bytes: [UInt8]
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func parts() throws -> [Part] {
    let text = try String(contentsOf: root.appending(path: "docs/wire-protocol.md"), encoding: .utf8)
    return text.components(separatedBy: "```hex ").dropFirst().map { block in
      let lines = block.components(separatedBy: "\n")
      let hex = lines.dropFirst().prefix { $0 != "```" }.joined(separator: " ")
      return Part(isClient: lines[0] == "client", bytes: hex.split(separator: " ").compactMap { UInt8($0, radix: 16) })
    }
  }

  @Test("The server answers the dump's client with the dump's server, byte for byte")
  func server() async throws {
    let parts = try Self.parts()
    #expect(parts.count == 12)
    try await withServer(.streams) { server in
      let address = server.address
      let differing = try await offload {
        let socket = try RawSocket(address)
        return try parts.enumerated().filter { _, part in
          if part.isClient { return !socket.send(part.bytes) }
          return try socket.receive(part.bytes.count) != part.bytes
        }.map(\.offset)
      }
      #expect(differing == [])
    }
  }

  @Test("Our own client says what the dump's client says")
  func client() throws {
    let parts = try Self.parts().filter(\.isClient)
    var opening = ByteBuffer()
    opening.writeOpening(FrameClientConfiguration().hello)
    #expect(Array(opening.readableBytesView) == parts[0].bytes)

    var metadata = Metadata()
    metadata.add("trace", "abc-1-2-3")
    let request = UnaryRequest(
      path: "/test.Echo/Echo", metadata: metadata, message: [0x0A, 5] + Array("hello".utf8) + [0x10, 1])
    var call = ByteBuffer()
    call.writeFrame(
      .call, flags: FrameFlag.last, callID: 1, head: request.head(timeoutNanoseconds: 5_000_000_000),
      message: request.message)
    #expect(Array(call.readableBytesView) == parts[1].bytes)
  }

  @Test("Our own client streams as the dump's client does")
  func clientStream() async throws {
    let frames = try Self.parts().suffix(4).filter(\.isClient).map(\.bytes)
    let fake = try FakeServer()
    try await withClient(fake.address) { client in
      async let accepted = offload {
        let socket = try fake.accept()
        // As in the dump, two calls go before.
        for _ in 1...2 {
          guard let id = try socket.frame()?.callID else { throw TestFailure("no call") }
          socket.send { $0.writeFrame(.end, callID: id) }
        }
        return socket
      }
      for _ in 1...2 { _ = try await client.callBytes(path: "/test.Echo/Echo", []) }
      let socket = try await accepted
      let call = try await client.openStream(StreamMethods.echo)
      try await call.send(Metadatum(key: "a"))
      try await call.send(Metadatum())
      #expect(try await offload { try socket.receive(frames[0].count) } == frames[0])
      call.finish()
      #expect(
        try await offload { try socket.receive(FrameHeader.byteCount) } == frames[1].suffix(FrameHeader.byteCount))
    }
  }

  @Test("A client in plain Python, written from the page alone, calls and pings", arguments: [true, false])
  func python(isUnix: Bool) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cairn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let address: SocketName =
      isUnix ? .unix(path: folder.appending(path: "s").path) : .tcp(host: "127.0.0.1", port: 0)
    try await withServer(.echo, addresses: [address]) { server in
      let address = server.address.description
      let output = try await offload { try Self.runPython([address, "/test.Echo/Echo", "hello from afar"]) }
      #expect(
        output == """
          hello payload=4194304 calls=1024
          status=0  untouched=False
          metadata=[('from', b'python'), ('raw-bin', b'\\x00\\xff')]
          answer=hello from afar
          pong=12345678

          """)
      let refused = try await offload { try Self.runPython([address, "/test.Nobody/Echo", "x"]) }
      #expect(refused.contains("status=12 this server has no such service untouched=False\n"))
    }
  }

  private static func runPython(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", root.appending(path: "Tests/RPCTests/Fixtures/client.py").path] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
