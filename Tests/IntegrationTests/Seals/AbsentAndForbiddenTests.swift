import CairnMessages
import Identifiers
import RPC
import Testing

/// A case that is not there and one of which the caller may not know get the same answer, for the same work.
@Suite(.serialized, .timeLimit(.minutes(5))) struct AbsentAndForbiddenTests {
  private static let stranger = Acting(agencyID: "council", role: .singlePointOfContact)

  /// What a caller can tell of a call.
  private struct Told: Equatable {
    var code: StatusCode?
    var message = ""
    var details: [StatusDetail] = []
    /// What it cost: the statements that PostgreSQL ran for it.
    var statements: [String] = []
  }

  private static func told(_ call: () async throws -> Void, _ log: StatementLog, except idle: Set<String>) async throws
    -> Told
  {
    var told = Told()
    let statements = try await log.statements(except: idle) {
      do {
        try await call()
      } catch let error as RPCError {
        (told.code, told.message, told.details) = (error.code, error.message, error.details)
      }
    }
    told.statements = statements
    return told
  }

  /// The methods of which a role of an agency may call any, and those that name a second case.
  private static let screening = [
    "SetRag", "AttachReferral", "LinkCases", "Correct", "ResolveFinding", "RequestInformation",
    "GetCase", "GetTimeline", "BreakGlass",
  ]
  private static let related = [
    "GetCase", "GetTimeline", "RespondToRequest", "SealCategories", "ContributeSealed", "ReleaseSeal",
  ]

  private static func probes(_ names: [String]) -> [PermissionProbe] {
    PermissionProbe.all.filter { probe in probe.isOfCase && names.contains { probe.path.hasSuffix("/\($0)") } }
  }

  @Test func theyAreToldAndCostTheSame() async throws {
    try await RunningHub.run(preparing: StatementLog.prepare) { hub in
      let client = hub.client
      for (agency, kind) in [("st-marys", AgencyKind.health), ("council", .education)] {
        try await client.register(agency, kind)
      }
      for party in TestParty.all { try await client.registerKey(of: party) }
      let log = try await StatementLog(of: hub.scratch)
      let idle = Set(try await log.statements { try await Task.sleep(for: .seconds(3)) })
      let world = try await PermissionWorld.make(.received, client)
      let excluded = try await world.named(client.refer().caseIDs[0])
      try await client.grant(.excluded, of: excluded.caseID, to: "hub", person: TestCaller.personID)
      let sealed = try await world.named(client.refer().caseIDs[0])
      try await client.sealCase(sealed.caseID)
      let asked = try await world.named(client.refer().caseIDs[0])
      _ = try await client.request("st-marys", about: asked.caseID)
      try await client.sealCase(asked.caseID)
      let unrelated = world
      _ = try await client.show(world.caseID, after: world.token)
      let tried = [
        ("excluded", excluded, Acting.screener, Self.screening), ("sealed", sealed, .screener, Self.screening),
        ("not theirs", unrelated, Self.stranger, Self.related), ("asked, and sealed", asked, .hospital, Self.related),
      ]
      for (why, forbidden, acting, names) in tried {
        let absent = forbidden.named(TestCaller.newID().description)
        let probes = Self.probes(names)
        #expect(probes.count == names.count)
        for probe in probes {
          // So that whatever else it names is remembered.
          _ = try? await probe.call(forbidden.named(TestCaller.newID().description), acting)
          // What is remembered after the first time must tell nothing either.
          for round in ["first", "second"] {
            let ofForbidden = try await Self.told({ try await probe.call(forbidden, acting) }, log, except: idle)
            let ofAbsent = try await Self.told({ try await probe.call(absent, acting) }, log, except: idle)
            #expect(ofForbidden.code == .notFound, "\(probe.path), \(why), \(round)")
            #expect(ofForbidden.statements == ofAbsent.statements, "\(probe.path), \(why), \(round)")
            #expect(ofForbidden == ofAbsent, "\(probe.path), \(why), \(round)")
          }
        }
        let recorded = try await [forbidden, absent].asyncMap { try await records(of: $0, acting, client) }
        #expect(recorded[0] == recorded[1] && !recorded[0].isEmpty, "\(why)")
      }
      try await aSecondCase(world, client, log, except: idle)
    }
  }

  /// Where a command names two cases, the second is held to the same.
  private func aSecondCase(
    _ world: PermissionWorld, _ client: FrameClient, _ log: StatementLog, except idle: Set<String>
  ) async throws {
    for method in ["AttachReferral", "LinkCases"] {
      guard let probe = Self.probes([method]).first else { throw NoProbe() }
      let forbidden = try await client.refer().caseIDs[0]
      try await client.sealCase(forbidden)
      _ = try? await probe.call(world.with(other: TestCaller.newID().description), .screener)
      let told = try await [forbidden, TestCaller.newID().description].map { world.with(other: $0) }.asyncMap { world in
        try await Self.told({ try await probe.call(world, .screener) }, log, except: idle)
      }
      #expect(told[0].statements == told[1].statements, "\(method)")
      #expect(told[0].code == .notFound && told[0] == told[1], "\(method)")
    }
  }

  private struct NoProbe: Error {}

  /// What is on record of somebody's reading a case, but for when.
  private func records(of world: PermissionWorld, _ acting: Acting, _ client: FrameClient) async throws -> [String] {
    let officer = TestParty.officer(of: "hub")
    return try await client.ask(
      AuditServiceMethods.listAccess,
      ListAccessRequest(context: officer.query, caseID: world.caseID, pageSize: 200), as: officer
    ).accesses.compactMap(\.record).filter { $0.agencyID == acting.agencyID && $0.role == acting.role }
      .map { "\($0.method) \($0.outcome) \($0.reason) \($0.cases.map { $0.returned + $0.withheld })" }
  }
}

extension PermissionWorld {
  /// The same, with another case in the place of its own.
  fileprivate func named(_ caseID: String) -> PermissionWorld {
    PermissionWorld(
      status: status, referralID: referralID, caseID: caseID, requestID: requestID, grantID: grantID,
      brokenGlassID: brokenGlassID, otherCaseID: otherCaseID, agreements: agreements, client: client, token: token,
      caller: caller)
  }

  /// The same, with another second case.
  fileprivate func with(other caseID: String) -> PermissionWorld {
    PermissionWorld(
      status: status, referralID: referralID, caseID: self.caseID, requestID: requestID, grantID: grantID,
      brokenGlassID: brokenGlassID, otherCaseID: caseID, agreements: agreements, client: client, token: token,
      caller: caller)
  }
}
