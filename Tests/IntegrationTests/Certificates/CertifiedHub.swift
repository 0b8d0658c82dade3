import CairnDomain
import CairnMessages
import CairnServer
import Certificates
import Foundation
import RPC
import Testing

/// A hub's server in this process that speaks TLS, by a test's clock, on databases that outlive it; and its operator, on its
/// Unix socket.
struct CertifiedHub: Sendable {
  let clock: TestClock
  var connectionAgeMilliseconds = 1_800_000
  var name = "127.0.0.1"
  private let scratch: ScratchHub
  private let directory: URL

  /// A server that runs.
  struct Serving: Sendable {
    let address: SocketName
    let `operator`: FrameClient
  }

  static func make(_ clock: TestClock = TestClock(SystemClock.microseconds())) async throws -> CertifiedHub {
    CertifiedHub(
      clock: clock, scratch: try await ScratchHub.make(), directory: try TemporaryDirectory.make(named: "certified"))
  }

  private init(clock: TestClock, scratch: ScratchHub, directory: URL) {
    self.clock = clock
    self.scratch = scratch
    self.directory = directory
  }

  private var configuration: HubConfiguration {
    var configuration = HubConfiguration(
      database: scratch.hub, keysDatabase: scratch.keys, keyFile: directory.appending(path: "key").path,
      addresses: [
        .tcp(host: "127.0.0.1", port: 0), .unix(path: "/tmp/cairn-\(directory.lastPathComponent.suffix(12)).sock"),
      ],
      callers: CallerRegister(
        believesClaims: false, unixUsers: [geteuid(): .init(agencyID: .hub, role: .operator)]))
    configuration.now = { clock.now }
    var tls = TLSSettings(names: [ServerName(name)].compactMap(\.self))
    tls.connectionAgeMilliseconds = connectionAgeMilliseconds
    configuration.tls = tls
    return configuration
  }

  /// Runs a server and `body`, then stops the server.
  func serve<Value: Sendable>(_ body: @escaping @Sendable (Serving) async throws -> Value) async throws -> Value {
    let configuration = configuration
    return try await configuration.serve(clientAt: configuration.addresses[1]) { address, client in
      try await body(Serving(address: address, operator: client))
    }
  }
}

extension CertifiedHub.Serving {
  static var `operator`: CommandContext { TestCaller.context(TestCaller.newID(), role: .operator) }

  func register(_ agencyID: String, _ kind: AgencyKind) async throws {
    _ = try await self.operator.call(
      AgencyServiceMethods.registerAgency,
      RegisterAgencyRequest(
        context: Self.operator, agency: Agency(agencyID: agencyID, kind: kind, name: agencyID)))
    try await enter(of: agencyID, [.referrer, .operator])
  }

  /// Puts whom the tests act as on an agency's staff register, in these roles.
  func enter(of agencyID: String, _ roles: [Role]) async throws {
    for person in ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"] {
      _ = try await self.operator.call(
        StaffServiceMethods.registerStaff,
        RegisterStaffRequest(
          context: Self.operator, agencyID: agencyID, member: StaffMember(personID: person, roles: roles)))
    }
  }

  func enrol(_ agencyID: String, _ system: String = "records", days: UInt32 = 0) async throws -> EnrolledSystem {
    let key = CertificateKey()
    let response = try await self.operator.call(
      CertificateServiceMethods.enrolSystem,
      EnrolSystemRequest(
        context: Self.operator, agencyID: agencyID, system: system, signingRequest: try key.signingRequest(),
        validDays: days))
    return try EnrolledSystem(key: key, chain: try #require(response.chain))
  }

  func revoke(_ agencyID: String, serial: String? = nil) async throws -> [String] {
    try await self.operator.call(
      CertificateServiceMethods.revokeCertificates,
      RevokeCertificatesRequest(
        context: Self.operator, agencyID: agencyID, serial: serial ?? "", all: serial == nil, reason: "a test")
    ).serials
  }

  /// Runs `body` with a client that shows a certificate, then closes it.
  func `as`<Value: Sendable>(
    _ system: EnrolledSystem, _ body: (FrameClient) async throws -> Value
  ) async throws -> Value {
    var configuration = FrameClientConfiguration()
    configuration.connectAttemptsMax = 1
    configuration.tls = system.tls
    let client = FrameClient(address: address, configuration: configuration)
    do {
      let value = try await body(client)
      await client.close()
      return value
    } catch {
      await client.close()
      throw error
    }
  }
}

/// A system's key, and what it was given for it.
struct EnrolledSystem: Sendable {
  let key: CertificateKey
  let tls: TLSIdentity
  let certificate: SystemCertificate

  init(key: CertificateKey, chain: IssuedChain) throws {
    self.key = key
    tls = try TLSIdentity(chain: [chain.certificate, chain.authority], key: key, root: chain.root)
    certificate = try SystemCertificate(der: chain.certificate)
  }
}
