import CairnDomain
import CairnMessages
import RPC
import Testing

/// Every cell of the table of permissions, of that of states, and of seals, over the socket: who is allowed is answered, everybody
/// else is refused, each in the way that is theirs.
@Suite(.timeLimit(.minutes(10))) struct PermissionTests {
  private enum Answer: Equatable {
    case allowed
    /// The role of that agency may not call the method.
    case denied
    /// There is no such case, as far as this caller may know.
    case unknown
    /// Not in this state.
    case refused
  }

  private struct Member {
    let agencyID: String
    let kind: AgencyKind
    /// What it has to do with the case.
    let relationship: Permission.Relationship
  }

  /// The hospital is asked about the case, the police referred it, the others have nothing to do with it; a neighbouring hub
  /// is no hub here.
  private static let members = [
    Member(agencyID: "hub", kind: .hub, relationship: .none),
    Member(agencyID: TestCaller.referringAgency, kind: .police, relationship: .referring),
    Member(agencyID: "st-marys", kind: .health, relationship: .asked),
    Member(agencyID: "council", kind: .socialCare, relationship: .none),
    Member(agencyID: "next-hub", kind: .hub, relationship: .none),
    Member(agencyID: "unregistered", kind: .unspecified, relationship: .none),
  ]

  private static let roles = Role.named.map(\.value).filter { $0 != .unspecified }

  @Test func everyCellIsAsTheTablesSay() async throws {
    try await RunningHub.run { hub in
      for member in Self.members where !["hub", TestCaller.referringAgency, "unregistered"].contains(member.agencyID) {
        try await hub.client.register(member.agencyID, member.kind)
      }
      for party in TestParty.all { try await hub.client.registerKey(of: party) }
      var cells = 0
      for probe in PermissionProbe.all where !probe.isOfCase {
        cells += try await run(probe, in: .received, .unsealed, hub.client)
      }
      cells += try await runOfCases(hub.client)
      // Twenty-one methods of a case, in eight states, under three seals, and the others once, for six agencies in twelve roles.
      let count = 21 * 8 * 3 + PermissionProbe.all.count { !$0.isOfCase }
      #expect(cells == count * Self.members.count * Self.roles.count)
      #expect(PermissionProbe.all.count { $0.isOfCase } == 21)
    }
  }

  /// A method without a probe would have cells that nobody tries.
  @Test func everyMethodIsTried() {
    let probed = Set(PermissionProbe.all.map(\.path))
    // A stream of referrals is tried where it is served: each of its requests is a command of its own.
    let streamed: Set = [ReferralServiceMethods.submitReferrals.path]
    #expect(probed.union(streamed) == Set(Permission.table.map(\.method)))
    #expect(Set(CaseStatus.activities.map(\.method)).isSubset(of: probed))
  }

  /// How many states under seals are tried at a time: one alone mostly waits for answers.
  private static let triedTogether = 8

  /// Every state under every seal has cases of its own: none sees what is done to another's.
  ///
  /// - Returns: how many cells were tried.
  private func runOfCases(_ client: FrameClient) async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
      var cells = 0
      var begun = 0
      for probe in PermissionProbe.all where probe.isOfCase {
        for status in CaseStatus.known {
          for sealing in PermissionWorld.Sealing.allCases {
            if begun >= Self.triedTogether { cells += try await group.next() ?? 0 }
            group.addTask { try await run(probe, in: status, sealing, client) }
            begun += 1
          }
        }
      }
      for try await tried in group { cells += tried }
      return cells
    }
  }

  /// - Returns: how many cells were tried.
  private func run(
    _ probe: PermissionProbe, in status: CaseStatus, _ sealing: PermissionWorld.Sealing, _ client: FrameClient
  ) async throws -> Int {
    let readers = Self.members.map(\.agencyID).filter { $0 != "unregistered" }
    func makeWorld() async throws -> PermissionWorld {
      try await PermissionWorld.make(
        status, sealed: sealing, readers: readers, withAgreements: probe.isOfAgreement, client)
    }
    // Who is refused changes nothing, and finds the same case; who is allowed gets one of their own.
    let shared = try await makeWorld()
    var cells = 0
    for member in Self.members {
      for role in Self.roles {
        let acting = Acting(agencyID: member.agencyID, role: role)
        let expected = Self.expected(probe, status, sealing, member, role)
        let world = expected == .allowed ? try await makeWorld() : shared
        if expected == .allowed, probe.isOfCase { _ = try await untilShown(world) }
        let answer = try await self.answer(probe, world, acting)
        #expect(answer == expected, "\(probe.path) as \(member.agencyID)/\(role) while \(status), \(sealing)")
        cells += 1
      }
    }
    return cells
  }

  /// Views follow the log: what is shown is waited for.
  private func untilShown(_ world: PermissionWorld) async throws {
    while try await world.client.show(world.caseID, after: world.token, as: .manager).status != world.status {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private func answer(
    _ probe: PermissionProbe, _ world: PermissionWorld, _ acting: Acting
  ) async throws -> Answer? {
    switch try await statusOf({ try await probe.call(world, acting) }) {
    case nil: .allowed
    case .permissionDenied: .denied
    case .notFound: .unknown
    case .failedPrecondition: .refused
    // A role in which nobody may call is none that the contract's callers have.
    case .invalidArgument where acting.role == .clock: .denied
    case .some: nil
    }
  }

  private static func expected(
    _ probe: PermissionProbe, _ status: CaseStatus, _ sealing: PermissionWorld.Sealing, _ member: Member, _ role: Role
  ) -> Answer {
    guard member.kind != .unspecified else { return .denied }
    let rows = Permission.table.filter { row in
      guard row.method == probe.path, row.role == role, row.relationship != .itself || !probe.isOfOtherAgency else {
        return false
      }
      return switch row.agencies {
      case .hubItself: member.agencyID == "hub"
      case .kind(let kind): member.kind == kind
      case .anyRegistered: true
      }
    }
    guard !rows.isEmpty else { return .denied }
    if probe.isOfAgreement {
      let isParty = TestParty.all.contains(member.agencyID)
      guard rows.contains(where: { $0.relationship == .none || isParty }) else { return .unknown }
    }
    if probe.isOfCase {
      // A case that was joined to another was never asked about.
      let holds = rows.contains {
        switch $0.relationship {
        case .none: true
        // The police were given access to every case here.
        case .given where member.agencyID == TestCaller.referringAgency: true
        case .given, .asked: member.relationship == .asked && status != .joined
        // They have something sealed, if they may.
        case .sealing:
          member.agencyID == "hub" && role == .manager || member.agencyID == TestCaller.referringAgency
            || member.relationship == .asked && status != .joined
        default: $0.relationship == member.relationship && status != .joined
        }
      }
      let isReader = sealing != .closed || member.agencyID == "hub" && role == .manager
      guard holds, isReader else { return .unknown }
      let activity = CaseStatus.activities.first { $0.method == probe.path }
      if let activity, !activity.statuses.contains(status) { return .refused }
    }
    return .allowed
  }
}
