import CairnMessages
import CairnServer
import Foundation
import Identifiers
import RPC
import Testing

/// On whose word a server takes who is calling.
@Suite struct IdentityTests {
  @Test func withoutInsecureNobodyIsBelievedOverTCPAndTheSocketKnowsItsUser() async throws {
    let directory = try TemporaryDirectory.make(named: "identity")
    defer { try? FileManager.default.removeItem(at: directory) }
    let server = try ServerProcess(["--data", directory.path, "--listen", "127.0.0.1:0"])
    let tcp = try #require(await server.line(beginningWith: "listening on 127.").flatMap { SocketName("127." + $0) })
    let unix = SocketName.unix(path: directory.appending(path: "cairn.sock").path)

    // There is TLS on the port, and nobody who speaks in clear gets as far as a claim.
    #expect(await code { try await list(over: tcp, claiming: "hub", role: .operator) } == .unavailable)
    #expect(await code { try await list(over: unix, claiming: nil, role: .operator) } == nil)
    // The claim of another agency is not even read; the role is held to what the kernel says of the user.
    #expect(await code { try await list(over: unix, claiming: "met", role: .operator) } == nil)
    #expect(await code { try await list(over: unix, claiming: "met", role: .referrer) } == .permissionDenied)
    #expect(server.stop() == 0)
  }

  @Test func insecureIsForThisMachineAlone() async throws {
    let directory = try TemporaryDirectory.make(named: "identity")
    defer { try? FileManager.default.removeItem(at: directory) }
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "hub.example:7400"] {
      let ended = try await Program.run(["serve", "--insecure", "--data", directory.path, "--listen", address])
      #expect(ended.status == 64 && ended.errors.contains("--insecure is for those alone"), "\(ended.errors)")
    }
  }

  @Test func withInsecureAClaimIsBelievedAndHeldToTheRegister() async throws {
    let directory = try TemporaryDirectory.make(named: "identity")
    defer { try? FileManager.default.removeItem(at: directory) }
    let server = try ServerProcess(["--insecure", "--data", directory.path, "--listen", "127.0.0.1:0"])
    let tcp = try #require(await server.line(beginningWith: "listening on 127.").flatMap { SocketName("127." + $0) })

    #expect(await code { try await list(over: tcp, claiming: "hub", role: .operator) } == nil)
    #expect(await code { try await list(over: tcp, claiming: nil, role: .operator) } == .unauthenticated)
    #expect(await code { try await list(over: tcp, claiming: "nobody", role: .referrer) } == .permissionDenied)
    #expect(server.stop() == 0)
  }

  private func code(_ call: () async throws -> Void) async -> StatusCode? {
    do {
      try await call()
      return nil
    } catch {
      return (error as? RPCError)?.code ?? .unknown
    }
  }

  private func list(over address: SocketName, claiming agencyID: String?, role: Role) async throws {
    var configuration = FrameClientConfiguration()
    configuration.connectAttemptsMax = 1
    let client = FrameClient(address: address, configuration: configuration)
    var metadata = Metadata()
    if let agencyID { metadata.add(CallerRegister.agencyClaimKey, agencyID) }
    let request = ListAgenciesRequest(
      context: QueryContext(
        actingPerson: Identifier128(high: 1, low: 1).description, role: role, purpose: "operation"))
    do {
      _ = try await client.call(AgencyServiceMethods.listAgencies, request, metadata: metadata)
      await client.close()
    } catch {
      await client.close()
      throw error
    }
  }
}
