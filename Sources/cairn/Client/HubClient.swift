internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import CairnServer
internal import Cryptography
internal import EventLog
internal import Foundation
internal import Identifiers
internal import RPC

/// A connection to a hub's server, as somebody.
struct HubClient: Sendable {
  let client: FrameClient
  let identity: Identity
  /// Who acts; `nil` for the one at this terminal.
  private let person: PersonID?
  private let random = RandomSource()

  /// How long a call may take.
  static let callTimeout = Duration.seconds(30)

  /// Runs `body` with a client of the server that the options name, and closes it.
  static func with<Result: Sendable>(
    _ options: ClientOptions, as identity: Identity, _ body: (HubClient) async throws -> Result
  ) async throws -> Result {
    try await with(
      options.address(for: identity), as: identity, person: options.actingPerson(), tls: options.tls(for: identity),
      body)
  }

  /// Runs `body` with a client of the server at `address`, and closes it.
  ///
  /// - Parameter tls: what it shows over TCP; `nil` to speak in clear.
  static func with<Result: Sendable>(
    _ address: SocketName, as identity: Identity, person: PersonID? = nil, tls: TLSIdentity? = nil,
    _ body: (HubClient) async throws -> Result
  ) async throws -> Result {
    var configuration = FrameClientConfiguration()
    // A person who waits is told at once that nobody answers there.
    configuration.connectAttemptsMax = 1
    configuration.tls = tls
    let client = FrameClient(address: address, configuration: configuration)
    do {
      let result = try await body(HubClient(client: client, identity: identity, person: person))
      await client.close()
      return result
    } catch {
      await client.close()
      throw error
    }
  }

  /// Calls a method. Repeating it does no harm: a query changes nothing, a command carries its id.
  func call<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, _ request: Request
  ) async throws -> Response {
    try await client.call(method, request, timeout: Self.callTimeout, metadata: metadata, idempotent: true)
  }

  /// Opens a call that streams requests.
  func open<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>
  ) async throws -> ClientStream<Request, Response> {
    try await client.openStream(method, metadata: metadata)
  }

  /// Opens a call that streams the responses to one request.
  func open<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, _ request: Request
  ) async throws -> ClientStream<Request, Response> {
    try await client.openStream(method, request, metadata: metadata)
  }

  /// What a call says of itself besides its request.
  var metadata: Metadata {
    var metadata = Metadata()
    metadata.add(CallerRegister.agencyClaimKey, identity.agencyID.description)
    if let trace = ProcessInfo.processInfo.environment["TRACEPARENT"].flatMap(TraceParent.init) {
      metadata.add(TraceParent.key, trace.text)
    }
    return metadata
  }

  /// What a command says about itself.
  func commandContext(id: Identifier128? = nil, occurredAt: String? = nil) -> CommandContext {
    CommandContext(
      commandID: (id ?? newID()).description, occurredAt: occurredAt ?? Moment.nowRFC3339,
      actingPerson: actingPerson.description, role: identity.role, purpose: purpose)
  }

  /// What a query says about itself.
  var queryContext: QueryContext {
    QueryContext(actingPerson: actingPerson.description, role: identity.role, purpose: purpose)
  }

  private var purpose: String {
    switch identity.role {
    case .operator: "operation"
    case .dataProtectionOfficer: "audit"
    default: "child-safeguarding"
    }
  }

  /// Without an id of their agency's register the person at this terminal has one that follows from agency and user name, so
  /// that the same person is the same here.
  private var actingPerson: Identifier128 {
    if let person { return person.id }
    let name = "cairn person \(identity.agencyID) \(NSUserName())"
    return Identifier128(bytes: Digest256(hashing: Array(name.utf8)).bytes.prefix(16)) ?? .nil128
  }

  /// A new id, for a command or a person.
  func newID() -> Identifier128 {
    Identifier128.version7(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000), random: random.word())
  }
}
