import CertificatesTestSupport
import Foundation
import RPC
import Testing

/// Whom a server lets in, tried with a TLS client that is not ours.
@Suite(.timeLimit(.minutes(5))) struct StockClientTests {
  /// A server, two agencies with a system each, and their folders.
  private struct World {
    let data: URL
    let port: Int
    let root: URL
    let police: URL
    let hospital: URL

    func operate(_ arguments: String...) async throws -> Program.Ended {
      try await Program.run(arguments + ["--data", data.path])
    }

    func authority(of agency: String) throws -> String {
      try String(contentsOf: data.appending(path: "keys/authority/agencies/\(agency).pem"), encoding: .utf8)
    }

    func asking(_ folder: URL) -> OpenSSL.Asking {
      OpenSSL.Asking(
        certificate: folder.appending(path: "certificate.pem"), key: folder.appending(path: "key.pem"),
        chain: folder.appending(path: "certificate.pem"))
    }

    /// What somebody shows who has made it themselves, with the chain of a real system beside it.
    func asking(_ forgery: Forgery.Made, besides folder: URL) throws -> OpenSSL.Asking {
      let made = data.appending(path: "forged-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
      let certificate = made.appending(path: "certificate.pem")
      let key = made.appending(path: "key.pem")
      try forgery.certificate.write(to: certificate, atomically: true, encoding: .utf8)
      try forgery.key.write(to: key, atomically: true, encoding: .utf8)
      return OpenSSL.Asking(certificate: certificate, key: key, chain: folder.appending(path: "certificate.pem"))
    }

    func connect(_ asking: OpenSSL.Asking) async throws -> OpenSSL.Answer {
      try await OpenSSL.connect(port: port, root: root, asking)
    }
  }

  private static func run(_ body: (World) async throws -> Void) async throws {
    let scratch = try await ScratchHub.make()
    let data = try TemporaryDirectory.make(named: "stock")
    defer { try? FileManager.default.removeItem(at: data) }
    let server = try ServerProcess([
      "--listen", "127.0.0.1:0", "--data", data.path, "--database", ScratchHub.text(scratch.hub), "--keys-database",
      ScratchHub.text(scratch.keys),
    ])
    defer { server.kill() }
    let line = try #require(await server.line(beginningWith: "listening on 127.0.0.1:"))
    let world = World(
      data: data, port: try #require(Int(line)), root: data.appending(path: "police/root.pem"),
      police: data.appending(path: "police"), hospital: data.appending(path: "hospital"))
    for (agency, kind, folder) in [("met", "police", world.police), ("st-marys", "health", world.hospital)] {
      let added = try await world.operate("agency", "add", agency, "--kind", kind, "--name", agency)
      #expect(added.status == 0, "\(added.errors)")
      let enrolled = try await world.operate(
        "agency", "enrol", agency, "--system", "records", "--out", folder.path)
      #expect(enrolled.status == 0, "\(enrolled.errors)")
    }
    try await body(world)
  }

  @Test func whoWasEnrolledIsLetInAndNobodyElse() async throws {
    try await Self.run { world in
      let good = try await world.connect(world.asking(world.police))
      #expect(good.firstFrame == .hello, "\(good.report)")
      #expect(try await world.connect(world.asking(world.hospital)).firstFrame == .hello)

      var oldVersion = world.asking(world.police)
      oldVersion.version = "-tls1_2"
      var otherProtocol = world.asking(world.police)
      otherProtocol.applicationProtocol = "http/1.1"
      var noProtocol = world.asking(world.police)
      noProtocol.applicationProtocol = nil
      var noChain = world.asking(world.police)
      noChain.chain = nil
      // These end in the handshake.
      for asking in [OpenSSL.Asking(), oldVersion, noChain] {
        let answer = try await world.connect(asking)
        #expect(answer.bytes.isEmpty && answer.report.contains("alert"), "\(answer.report)")
      }
      for asking in [otherProtocol, noProtocol] {
        #expect(try await world.connect(asking).refusal?.hasPrefix("offer cairn/1 or h2") == true)
      }
    }
  }

  @Test func noSessionIsResumed() async throws {
    try await Self.run { world in
      let session = world.data.appending(path: "session").path
      var asking = world.asking(world.police)
      asking.further = ["-sess_out", session]
      let first = try await world.connect(asking)
      #expect(String(decoding: first.bytes, as: UTF8.self).contains("New, TLSv1.3"), "\(first.report)")
      #expect(FileManager.default.fileExists(atPath: session))
      asking.further = ["-sess_in", session]
      let second = String(decoding: try await world.connect(asking).bytes, as: UTF8.self)
      #expect(second.contains("New, TLSv1.3") && !second.contains("Reused, TLSv1.3"))
    }
  }

  @Test func whatNoAuthorityOfTheHubGaveIsRefused() async throws {
    try await Self.run { world in
      let met = try world.authority(of: "met")
      let hospital = try world.authority(of: "st-marys")
      #expect(try await world.connect(world.asking(world.police)).firstFrame == .hello)

      var twoNames = Forgery()
      twoNames.names = ["spiffe://met/records", "spiffe://met/other"]
      var authority = Forgery()
      authority.isAuthority = true
      var expired = Forgery()
      expired.validSeconds = -7_200...(-3_600)
      var forServers = Forgery()
      forServers.isForClients = false
      var noName = Forgery()
      noName.names = []
      let forged: [(refusal: String, made: Forgery.Made, folder: URL)] = [
        ("whose authority did not sign it", try Forgery().made(by: hospital), world.hospital),
        ("knows of no such certificate", try Forgery().made(by: met), world.police),
        ("exactly one spiffe://", try twoNames.made(by: met), world.police),
        ("exactly one spiffe://", try noName.made(by: met), world.police),
        ("it is an authority's", try authority.made(by: met), world.police),
      ]
      for (refusal, made, folder) in forged {
        let answer = try await world.connect(try world.asking(made, besides: folder))
        #expect(answer.refusal?.contains(refusal) == true, "\(refusal): \(answer.report)")
      }
      // These end in the handshake.
      for made in [try Forgery().made(by: nil), try expired.made(by: met), try forServers.made(by: met)] {
        let answer = try await world.connect(try world.asking(made, besides: world.police))
        #expect(answer.bytes.isEmpty && answer.report.contains("alert"), "\(answer.report)")
      }
    }
  }

  @Test func whoIsRevokedIsCutOffAlsoWhileNothingIsCalled() async throws {
    try await Self.run { world in
      let idle = Task {
        try await OpenSSL.connect(
          port: world.port, root: world.root, world.asking(world.police), opening: OpenSSL.hello)
      }
      #expect(try await world.connect(world.asking(world.police)).firstFrame == .hello)
      let began = ContinuousClock.now
      let revoked = try await world.operate("agency", "revoke", "met", "--all", "--because", "a test")
      #expect(revoked.status == 0 && revoked.output.hasPrefix("Revoked "), "\(revoked.errors)")
      // The server ends the connection on which nothing happens; else this would wait for its five minutes.
      _ = try await idle.value
      #expect(ContinuousClock.now - began < .seconds(5))
      let refusal = try await world.connect(world.asking(world.police)).refusal
      #expect(refusal?.hasPrefix("the certificate was revoked") == true)
      #expect(try await world.connect(world.asking(world.hospital)).firstFrame == .hello)
      let listed = try await world.operate("agency", "certificates", "met", "--json")
      #expect(listed.output.contains("revoked_at_us") || listed.output.contains("revokedAtUs"), "\(listed.output)")
    }
  }

  @Test func whatIsNoTLSIsHungUpOn() async throws {
    try await Self.run { world in
      var configuration = FrameClientConfiguration()
      configuration.connectAttemptsMax = 1
      let client = FrameClient(address: .tcp(host: "127.0.0.1", port: world.port), configuration: configuration)
      await #expect(throws: RPCError.self) { try await client.ping() }
      await client.close()
    }
  }
}
