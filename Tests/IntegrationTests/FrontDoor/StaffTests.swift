import CairnCodec
import CairnMessages
import Foundation
import Identifiers
import RPC
import Testing

/// Who is not on their agency's staff register may do nothing, whatever they call: tried on the Unix socket, whose users are
/// held to it, while the hub's operator keeps the register over TCP, where this server believes what it is told.
@Suite(.timeLimit(.minutes(3))) struct StaffTests {
  private static let person = TestCaller.personID

  /// Runs `body` with a hub on whose socket this user is a member of an agency, and a client of that socket.
  private func withHub(
    _ acting: Acting, _ body: (RunningHub, _ held: FrameClient) async throws -> Void
  ) async throws {
    let user = "\(geteuid())=\(acting.agencyID)/\(acting.role == .screener ? "screener" : "referrer")"
    try await RunningHub.run(serving: ["--unix-user", user]) { hub in
      let held = FrameClient(address: .unix(path: hub.directory.appending(path: "cairn.sock").path))
      do {
        try await body(hub, held)
      } catch {
        await held.close()
        throw error
      }
      await held.close()
    }
  }

  private static func leave(_ hub: RunningHub, _ agencyID: String) async throws {
    let hubOperator = Acting(agencyID: "hub", role: .operator)
    _ = try await hub.client.ask(
      StaffServiceMethods.endStaff,
      EndStaffRequest(context: hubOperator.command(), agencyID: agencyID, personID: person), as: hubOperator)
  }

  /// Status, reason and words of a call that should fail; `nil` if it does not.
  private static func refusal(_ call: () async throws -> Void) async throws -> [String]? {
    do {
      try await call()
      return nil
    } catch let error as RPCError {
      return ["\(error.code)", error.errorInfo?.reason ?? "", error.message]
    }
  }

  private static func rating(of caseID: String) -> SetRagRequest {
    SetRagRequest(context: Acting.screener.command(), caseID: caseID, rag: .amber, rationale: "why")
  }

  @Test func noMethodIsServedToWhoIsNotOnTheRegister() async throws {
    try await withHub(.screener) { hub, held in
      try await hub.client.register("st-marys", .health)
      try await hub.client.register("council", .socialCare)
      var world = try await PermissionWorld.make(.received, hub.client)
      world.caller = held
      // A system renews its certificate for itself, and for nobody on a register.
      let renewal = CertificateServiceMethods.renewCertificate.path
      for probe in PermissionProbe.all where probe.path != renewal {
        let refusal = try await Self.refusal { try await probe.call(world, .screener) }
        #expect(refusal?.prefix(2) == ["permissionDenied", "NOT_ON_REGISTER"], "\(probe.path)")
      }
      // What the register does not have is asked before whether the case is there.
      let unknown = GetCaseRequest(context: Acting.screener.query, caseID: TestCaller.newID().description)
      let refusal = try await Self.refusal {
        _ = try await held.ask(CaseServiceMethods.getCase, unknown, as: .screener)
      }
      #expect(refusal?[1] == "NOT_ON_REGISTER")
    }
  }

  @Test func whateverTheRegisterLacksTheAnswerIsTheSame() async throws {
    try await withHub(.screener) { hub, held in
      let caseID = try await hub.refer().caseIDs[0]
      func refusals() async throws -> Set<[String]?> {
        [
          try await Self.refusal { _ = try await held.show(caseID) },
          try await Self.refusal {
            _ = try await held.ask(CaseServiceMethods.setRag, Self.rating(of: caseID), as: .screener)
          },
        ]
      }
      var seen = try await refusals()
      // Registered with the agency next door.
      try await hub.client.enter(Self.person, of: TestCaller.referringAgency, [.screener])
      seen.formUnion(try await refusals())
      for (roles, from, until) in [
        ([Role.manager, .operator], "", ""), ([.screener], "2999-01-01", ""), ([.screener], "2001-01-01", "2001-01-31"),
      ] {
        try await hub.client.enter(Self.person, of: "hub", roles, from: from, until: until)
        seen.formUnion(try await refusals())
        try await Self.leave(hub, "hub")
      }
      seen.formUnion(try await refusals())
      #expect(seen.count == 1 && seen.first??.prefix(2) == ["permissionDenied", "NOT_ON_REGISTER"])
      try await hub.client.enter(Self.person, of: "hub", [.manager, .screener])
      #expect(try await refusals() == [nil])
      // Who does not say who they are is told what is missing, and nothing else.
      let nobody = try await Self.refusal {
        let request = SetRagRequest(context: CommandContext(role: .screener), caseID: caseID)
        _ = try await held.ask(CaseServiceMethods.setRag, request, as: .screener)
      }
      #expect(nobody?.first == "invalidArgument")
    }
  }

  @Test func whoIsNotOnTheRegisterAndAsksIsOnRecord() async throws {
    try await withHub(.screener) { hub, held in
      let caseID = try await hub.refer().caseIDs[0]
      #expect(try await statusOf { _ = try await held.show(caseID) } == .permissionDenied)
      let officer = Acting(agencyID: "hub", role: .dataProtectionOfficer)
      let accesses = try await hub.client.ask(
        AuditServiceMethods.listAccess, ListAccessRequest(context: officer.query, actingPerson: Self.person),
        as: officer
      ).accesses
      #expect(accesses.compactMap(\.record).map(\.outcome) == [.refused])
      #expect(accesses.first?.record?.reason == "NOT_ON_REGISTER")
    }
  }

  @Test func whoLeavesDoesNothingMoreAndSeesNothingMore() async throws {
    try await withHub(.screener) { hub, held in
      try await hub.client.enter(Self.person, of: "hub", [.screener])
      let caseID = try await hub.refer().caseIDs[0]
      let rating = Self.rating(of: caseID)
      _ = try await held.ask(CaseServiceMethods.setRag, rating, as: .screener)
      let watching = Task { () -> ([CaseChangeKind], String?) in
        let stream = try await held.openStream(
          CaseServiceMethods.watchCases,
          WatchCasesRequest(context: Acting.screener.query, fromBeginning: true))
        var kinds: [CaseChangeKind] = []
        do {
          for try await change in stream.responses {
            if change.kind != .unspecified { kinds.append(change.kind) }
            if change.kind == .ragChanged { try await Self.leave(hub, "hub") }
          }
          return (kinds, nil)
        } catch let error as RPCError {
          return (kinds, error.errorInfo?.reason)
        }
      }
      // Nothing else happens in the hub: leaving itself ends what is watched.
      let (kinds, reason) = try await watching.value
      #expect(kinds == [.opened, .ragChanged] && reason == "NOT_ON_REGISTER")
      #expect(try await statusOf { _ = try await held.show(caseID) } == .permissionDenied)
      // Nor are they told again what they did before.
      #expect(
        try await statusOf { _ = try await held.ask(CaseServiceMethods.setRag, rating, as: .screener) }
          == .permissionDenied)
    }
  }

  @Test func whoLosesTheRoleWatchesNoMore() async throws {
    try await withHub(.screener) { hub, held in
      try await hub.client.enter(Self.person, of: "hub", [.screener, .manager])
      let stream = try await held.openStream(
        CaseServiceMethods.watchCases, WatchCasesRequest(context: Acting.screener.query))
      var kinds: [CaseChangeKind] = []
      let refusal = try await Self.refusal {
        for try await change in stream.responses {
          kinds.append(change.kind)
          // Another role lost changes nothing.
          try await Self.change(hub, change.kind == .opened ? [.manager] : [.screener])
          if change.kind == .unspecified { _ = try await hub.refer() }
        }
      }
      #expect(kinds == [.unspecified, .opened] && refusal?[1] == "NOT_ON_REGISTER")
    }
  }

  @Test func aStreamOfReferralsEndsWithWhoSendsIt() async throws {
    try await withHub(.referrer) { hub, held in
      try await hub.client.enter(Self.person, of: TestCaller.referringAgency, [.referrer])
      let stream: ClientStream<SubmitReferralRequest, SubmitReferralsResponse> = try await held.openStream(
        ReferralServiceMethods.submitReferrals)
      var accepted = 0
      let refusal = try await Self.refusal {
        try await stream.send(RunningHub.referral())
        for try await response in stream.responses {
          #expect(response.accepted != nil)
          accepted += 1
          try await Self.leave(hub, TestCaller.referringAgency)
          try await stream.send(RunningHub.referral())
        }
      }
      #expect(accepted == 1 && refusal?[1] == "NOT_ON_REGISTER")
    }
  }

  @Test func anAgencyKeepsItsRegisterItself() async throws {
    try await RunningHub.run { hub in
      let officer = Acting(agencyID: TestCaller.referringAgency, role: .dataProtectionOfficer)
      let people = (0..<3).map { _ in TestCaller.newID().description }
      for person in people {
        let response = try await hub.client.ask(
          StaffServiceMethods.registerStaff,
          RegisterStaffRequest(
            context: officer.command(), agencyID: officer.agencyID,
            member: StaffMember(personID: person, roles: [.referrer], untilDay: "2999-12-31")), as: officer)
        #expect(response.personID == person)
      }
      var listed: [StaffMember] = []
      var token = ""
      repeat {
        let page = try await hub.client.ask(
          StaffServiceMethods.listStaff,
          ListStaffRequest(context: officer.query, agencyID: officer.agencyID, pageSize: 2, pageToken: token),
          as: officer)
        listed += page.staff
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(listed.map(\.personID) == people && listed.allSatisfy { $0.untilDay == "2999-12-31" })
      // A page's token is of that register alone, and who is on it already is not entered twice.
      let first = ListStaffRequest(context: officer.query, agencyID: officer.agencyID, pageSize: 1)
      let page = try await hub.client.ask(StaffServiceMethods.listStaff, first, as: officer)
      let hubOperator = Acting(agencyID: "hub", role: .operator)
      let other = ListStaffRequest(context: hubOperator.query, agencyID: "hub", pageToken: page.nextPageToken)
      #expect(
        try await statusOf { _ = try await hub.client.ask(StaffServiceMethods.listStaff, other, as: hubOperator) }
          == .invalidArgument)
      #expect(
        try await statusOf { try await hub.client.enter(people[0], of: officer.agencyID, [.referrer]) }
          == .failedPrecondition)
      #expect(
        try await statusOf { try await hub.client.enter(people[0], of: "nobody", [.referrer]) } == .invalidArgument)
    }
  }

  private static func change(_ hub: RunningHub, _ roles: [Role]) async throws {
    let hubOperator = Acting(agencyID: "hub", role: .operator)
    _ = try await hub.client.ask(
      StaffServiceMethods.changeStaffRoles,
      ChangeStaffRolesRequest(context: hubOperator.command(), agencyID: "hub", personID: person, roles: roles),
      as: hubOperator)
  }
}
