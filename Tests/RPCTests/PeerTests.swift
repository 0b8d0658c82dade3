internal import Foundation
internal import Testing

@testable internal import RPC

@Suite("Who is asking, and where we listen", .timeLimit(.minutes(2)))
struct PeerTests {
  private static func table() -> MethodTable {
    var table = MethodTable()
    table.registerBytes(path: "/test.Who/Who") { _, context in
      .init(message: Array("\(context.peer) \(context.principal?.name ?? "nobody") \(context.requestID)".utf8))
    }
    return table
  }

  private static func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = "/tmp/cairn-peer-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  @Test("A Unix socket knows the process at the other end, and the server names it")
  func credentials() async throws {
    try await Self.withFolder { folder in
      let own = Peer.unix(userID: getuid(), groupID: getgid(), processID: getpid())
      try await withServer(
        Self.table(), addresses: [.unix(path: folder + "/s"), .tcp(host: "127.0.0.1", port: 0)],
        identify: { $0 == own ? Principal("hub/operator") : nil }
      ) { server in
        #expect(server.addresses[0] == .unix(path: folder + "/s"))
        #expect(server.port == 0)
        for (address, expected) in zip(
          server.addresses, ["\(own) hub/operator", "\(Peer.tcp(address: "127.0.0.1", isLoopback: true)) nobody"])
        {
          let text = try await withClient(address) {
            String(decoding: try await $0.callBytes(path: "/test.Who/Who", []).message, as: UTF8.self)
          }
          #expect(text.hasPrefix(expected + " 7-"))
        }
      }
    }
  }

  @Test("The socket's mode is 0600, and it is taken away at the end")
  func mode() async throws {
    try await Self.withFolder { folder in
      try await withServer(Self.table(), addresses: [.unix(path: folder + "/s")]) { _ in
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/s")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
      }
      #expect(!FileManager.default.fileExists(atPath: folder + "/s"))
    }
  }

  @Test("A stale socket is taken over, a live one and what is no socket are left alone")
  func stale() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/s"
      // Bound, then closed without taking the file away, as a killed server leaves it.
      close(try UnixListener(path: path).descriptor)
      #expect(FileManager.default.fileExists(atPath: path))
      try await withServer(Self.table(), addresses: [.unix(path: path)]) { server in
        let error = try await #require(throws: ListenError.self) {
          try await withServer(Self.table(), addresses: [.unix(path: path)]) { _ in }
        }
        #expect(error.code == .inUse)
        _ = try await withClient(server.address) { try await $0.callBytes(path: "/test.Who/Who", []) }
      }
      try "precious".write(toFile: path, atomically: true, encoding: .utf8)
      let error = try await #require(throws: ListenError.self) {
        try await withServer(Self.table(), addresses: [.unix(path: path)]) { _ in }
      }
      #expect(error.code == .notASocket)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }
  }

  @Test("A port in use and a path too long are errors that say so; what was bound before is given back")
  func refused() async throws {
    try await Self.withFolder { folder in
      try await withServer(Self.table()) { server in
        let inUse = try await #require(throws: ListenError.self) {
          try await withServer(Self.table(), addresses: [.unix(path: folder + "/s"), server.address]) { _ in }
        }
        #expect(inUse.code == .inUse)
        #expect(inUse.message.contains("\(server.port)"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/s"))
      }
      let long = try await #require(throws: ListenError.self) {
        try await withServer(
          Self.table(), addresses: [.unix(path: folder + "/" + String(repeating: "s", count: 100))]
        ) { _ in }
      }
      #expect(long.code == .badPath)
    }
  }

  @Test(
    "Addresses as text",
    arguments: [
      ("127.0.0.1:4040", SocketName.tcp(host: "127.0.0.1", port: 4040)),
      ("hub.example:0", .tcp(host: "hub.example", port: 0)),
      ("[::1]:4040", .tcp(host: "::1", port: 4040)), ("unix:/run/cairn.sock", .unix(path: "/run/cairn.sock")),
    ])
  func names(text: String, name: SocketName) {
    #expect(SocketName(text) == name)
    #expect(name.description == text)
  }

  @Test("What is no address", arguments: ["", ":", ":80", "host", "host:", "host:65536", "host:-1", "::1:80", "unix:"])
  func badNames(text: String) { #expect(SocketName(text) == nil) }
}
