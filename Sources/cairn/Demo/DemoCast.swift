internal import CairnDomain
internal import CairnMessages
internal import RPC

/// Who acts in the demo, each over a connection of their own.
struct DemoCast: Sendable {
  let hub: HubClient
  let police: HubClient
  let school: HubClient
  let screener: HubClient
  let manager: HubClient
  let hospital: HubClient
  let policeContact: HubClient
  let schoolContact: HubClient
  let supervisor: HubClient
  /// The data-protection officers of the agencies that sign, the hub's first.
  let officers: [HubClient]

  /// Runs `body` with clients of the server at `address`, and closes them.
  static func with(_ address: SocketName, _ body: (DemoCast) async throws -> Void) async throws {
    try await connect(
      address,
      as: [
        .hubOperator, identity("met", .referrer), identity("sample-primary", .referrer),
        Identity(agencyID: .hub, role: .screener), Identity(agencyID: .hub, role: .manager),
        identity("st-marys", .singlePointOfContact), identity("met", .singlePointOfContact),
        identity("sample-primary", .singlePointOfContact), identity("met", .policeSupervisor),
        Identity(agencyID: .hub, role: .dataProtectionOfficer),
        identity("met", .dataProtectionOfficer), identity("st-marys", .dataProtectionOfficer),
        identity("sample-primary", .dataProtectionOfficer),
      ], []
    ) { clients in
      try await body(
        DemoCast(
          hub: clients[0], police: clients[1], school: clients[2], screener: clients[3], manager: clients[4],
          hospital: clients[5], policeContact: clients[6], schoolContact: clients[7], supervisor: clients[8],
          officers: Array(clients[9...])))
    }
  }

  private static func connect(
    _ address: SocketName, as identities: [Identity], _ clients: [HubClient],
    _ body: ([HubClient]) async throws -> Void
  ) async throws {
    guard let identity = identities.first else { return try await body(clients) }
    try await HubClient.with(address, as: identity) { client in
      try await connect(address, as: Array(identities.dropFirst()), clients + [client], body)
    }
  }

  private static func identity(_ agencyID: String, _ role: Role) -> Identity {
    guard let agencyID = AgencyID(agencyID) else { preconditionFailure("the demo's agencies have ids") }
    return Identity(agencyID: agencyID, role: role)
  }
}
