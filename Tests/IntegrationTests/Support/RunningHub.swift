import CairnMessages
import Foundation
import Identifiers
import RPC
import Testing

/// A server on databases of its own, with one agency registered, and a client of it.
final class RunningHub: Sendable {
  let scratch: ScratchHub
  let directory: URL
  let server: ServerProcess
  let address: SocketName
  let client: FrameClient

  private init(
    scratch: ScratchHub, directory: URL, server: ServerProcess, address: SocketName, client: FrameClient
  ) {
    self.scratch = scratch
    self.directory = directory
    self.server = server
    self.address = address
    self.client = client
  }

  /// Runs `body` with a hub, and stops its server afterwards.
  ///
  /// - Parameters:
  ///   - arguments: of the server, besides where its data is and where it listens.
  ///   - prepare: is done with the databases before the server runs.
  static func run(
    serving arguments: [String] = [], preparing prepare: (ScratchHub) async throws -> Void = { _ in },
    _ body: (RunningHub) async throws -> Void
  ) async throws {
    let scratch = try await ScratchHub.make()
    try await prepare(scratch)
    let directory = try TemporaryDirectory.make(named: "hub")
    let hub = try await start(scratch, directory: directory, arguments)
    do {
      try await hub.registerReferrer()
      try await body(hub)
    } catch {
      hub.server.kill()
      throw error
    }
    await hub.client.close()
    hub.server.kill()
  }

  /// Another server on the same databases, after the one before has gone.
  func restarted() async throws -> RunningHub {
    try await Self.start(scratch, directory: directory)
  }

  private static func start(
    _ scratch: ScratchHub, directory: URL, _ further: [String] = []
  ) async throws -> RunningHub {
    let server = try ServerProcess(
      ["--insecure", "--listen", "127.0.0.1:0"] + further + arguments(scratch, directory: directory))
    let line = try #require(await server.line(beginningWith: "listening on 127."))
    let address = try #require(SocketName("127." + line))
    return RunningHub(
      scratch: scratch, directory: directory, server: server, address: address, client: FrameClient(address: address))
  }

  /// Where the data is, as the command line takes it.
  var dataArguments: [String] { Self.arguments(scratch, directory: directory) }

  private static func arguments(_ scratch: ScratchHub, directory: URL) -> [String] {
    [
      "--database", ScratchHub.text(scratch.hub), "--keys-database", ScratchHub.text(scratch.keys), "--data",
      directory.path,
    ]
  }

  private func registerReferrer() async throws {
    _ = try await client.call(
      AgencyServiceMethods.registerAgency,
      RegisterAgencyRequest(
        context: TestCaller.context(TestCaller.newID(), role: .operator),
        agency: Agency(agencyID: TestCaller.referringAgency, kind: .police, name: "Police")),
      timeout: .seconds(30), metadata: TestCaller.claim("hub"), idempotent: true)
  }

  /// Submits a referral of so many children.
  func refer(
    children count: Int = 1, id: Identifier128 = TestCaller.newID()
  ) async throws -> SubmitReferralResponse {
    try await client.call(
      ReferralServiceMethods.submitReferral, Self.referral(children: count, id: id), timeout: .seconds(30),
      metadata: TestCaller.claim(TestCaller.referringAgency), idempotent: true)
  }

  static func referral(children count: Int = 1, id: Identifier128 = TestCaller.newID()) -> SubmitReferralRequest {
    SubmitReferralRequest(
      context: TestCaller.context(id, role: .referrer),
      referral: Referral(
        children: (0..<count).map { Child(dateOfBirth: "2019-01-0\($0 + 1)") }, source: "6", primaryNeed: "N1",
        narrative: "What happened"))
  }

  /// Rates a case; returns the token of its stream.
  @discardableResult
  func rate(_ caseID: String, _ rag: Rag) async throws -> String {
    let response = try await client.call(
      CaseServiceMethods.setRag,
      SetRagRequest(
        context: TestCaller.context(TestCaller.newID(), role: .screener), caseID: caseID, rag: rag, rationale: "why"),
      timeout: .seconds(30), metadata: TestCaller.claim("hub"), idempotent: true)
    return try #require(response.receipt?.streams.first?.token)
  }

  /// What a screener says about themselves.
  static var screener: QueryContext {
    QueryContext(
      actingPerson: "00000000-0000-7000-8000-000000000002", role: .screener, purpose: "child-safeguarding")
  }

  func list(_ change: (inout ListCasesRequest) -> Void = { _ in }) async throws -> ListCasesResponse {
    var request = ListCasesRequest(context: Self.screener)
    change(&request)
    return try await client.call(
      CaseServiceMethods.listCases, request, timeout: .seconds(30), metadata: TestCaller.claim("hub"),
      idempotent: true)
  }
}
