internal import Certificates
internal import Synchronization
internal import Testing

@testable internal import RPC

@Suite("TLS on TCP, with certificates on both sides", .timeLimit(.minutes(2)))
struct TLSTests {
  private static func table() -> MethodTable {
    var table = MethodTable()
    table.registerBytes(path: "/test.Who/Who") { _, context in
      guard case .system(let certificate, let address) = context.peer else { return .init(message: []) }
      return .init(message: Array("\(certificate.uri) \(address)".utf8))
    }
    return table
  }

  private static func showing(_ identity: TLSIdentity) -> FrameClientConfiguration {
    var configuration = FrameClientConfiguration()
    configuration.tls = identity
    configuration.connectAttemptsMax = 1
    return configuration
  }

  private static func refusal(_ server: TestServer, _ configuration: FrameClientConfiguration) async throws -> RPCError?
  {
    try await withClient(server.address, configuration: configuration) { client in
      do throws(RPCError) {
        _ = try await client.callBytes(path: "/test.Who/Who", [])
        return nil
      } catch {
        return error
      }
    }
  }

  @Test("A handler is told which system calls")
  func peer() async throws {
    let identities = try TestIdentities()
    try await withServer(Self.table(), tls: { identities.server }) { server in
      let text = try await withClient(server.address, configuration: Self.showing(identities.client)) {
        String(decoding: try await $0.callBytes(path: "/test.Who/Who", []).message, as: UTF8.self)
      }
      #expect(text == "spiffe://met/records 127.0.0.1")
    }
  }

  @Test("Whoever speaks in clear gets nowhere")
  func clear() async throws {
    let identities = try TestIdentities()
    try await withServer(Self.table(), tls: { identities.server }) { server async throws in
      var configuration = FrameClientConfiguration()
      configuration.connectAttemptsMax = 1
      #expect(try await Self.refusal(server, configuration)?.code == .unavailable)
    }
  }

  @Test("A peer that says nothing is hung up on when the time for the handshake is over")
  func silence() async throws {
    let identities = try TestIdentities()
    var configuration = RPCServerConfiguration()
    configuration.handshakeMilliseconds = 50
    try await withServer(Self.table(), configuration: configuration, tls: { identities.server }) { server in
      let bytes = try await offload { try RawSocket(server.address).receive(1) }
      #expect(bytes.isEmpty)
    }
  }

  @Test("The server's rule is asked when a connection begins, and the peer is told why")
  func admission() async throws {
    let identities = try TestIdentities()
    let admission = PeerAdmission { peer in
      if case .system(let certificate, _) = peer { "not \(certificate.uri.agency)" } else { nil }
    }
    try await withServer(Self.table(), tls: { identities.server }, admission: admission) { server in
      let error = try await Self.refusal(server, Self.showing(identities.client))
      #expect(error?.code == .unauthenticated && error?.message.hasSuffix("not met") == true)
    }
  }

  @Test("Whoever is refused later loses the connection, and a server that holds another root is nobody's")
  func refusedLater() async throws {
    let identities = try TestIdentities()
    let isRefused = Mutex(false)
    let admission = PeerAdmission { _ in isRefused.withLock { $0 } ? "not any more" : nil }
    try await withServer(Self.table(), tls: { identities.server }, admission: admission) { server in
      try await withClient(server.address, configuration: Self.showing(identities.client)) { client in
        _ = try await client.callBytes(path: "/test.Who/Who", [])
        isRefused.withLock { $0 = true }
        server.endRefusedConnections()
        // What was on its way already may still be answered.
        var isEnded = false
        for _ in 0..<10_000 where !isEnded {
          do { _ = try await client.callBytes(path: "/test.Who/Who", []) } catch { isEnded = true }
        }
        #expect(isEnded)
      }
      isRefused.withLock { $0 = false }
      #expect(try await Self.refusal(server, Self.showing(identities.client)) == nil)
      let foreign = try await Self.refusal(server, Self.showing(try TestIdentities().client))
      #expect(foreign?.message.hasPrefix("TLS failed") == true)
    }
  }

  @Test("A connection too many is closed without a handshake")
  func tooMany() async throws {
    let identities = try TestIdentities()
    var configuration = RPCServerConfiguration()
    configuration.connectionsMax = 1
    try await withServer(Self.table(), configuration: configuration, tls: { identities.server }) { server in
      try await withClient(server.address, configuration: Self.showing(identities.client)) { client in
        _ = try await client.callBytes(path: "/test.Who/Who", [])
        #expect(try await Self.refusal(server, Self.showing(identities.client))?.code == .unavailable)
      }
    }
  }
}
