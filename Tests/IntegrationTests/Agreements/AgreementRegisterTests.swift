import CairnCodec
import CairnDomain
import CairnMessages
import Commands
internal import Cryptography
import EventLog
import Identifiers
import Libpq
import Logging
import Testing

@testable import Projections

/// What a server holds of the agreements in memory, and what it shares by.
@Suite(.timeLimit(.minutes(3))) struct AgreementRegisterTests {
  private static let agencyID = "agency-0"
  private static let day = CivilDate("2026-11-23")

  private func withHub(_ body: (WritingHub) async throws -> Void) async throws {
    let scratch = try await ScratchHub.make()
    let pool = scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    try await scratch.withStore { store in
      let hub = try await WritingHub(store: store, pool: pool, session: scratch.session)
      try await hub.rebuild("agreements").ensureLive()
      let following = Task { await hub.agreements.run() }
      try await hub.registerAgency(Self.agencyID)
      for party in ["hub", Self.agencyID] {
        _ = try await hub.handler.registerSigningKey(
          RegisterSigningKeyRequest(
            context: command(.operator), agencyID: party, publicKey: TestParty.key(of: party).publicKey), from: .hub)
      }
      try await body(hub)
      following.cancel()
      hub.stop()
    }
  }

  private func command(_ role: Role) -> CommandContext {
    var context = TestCaller.context(TestCaller.newID(), role: role)
    context.occurredAt = "2026-11-18T09:00:00Z"
    return context
  }

  private func agency(_ id: String) throws -> AgencyID { try #require(AgencyID(id)) }

  private func sign(_ id: String, _ hub: WritingHub) async throws {
    let stream = AgreementStream.id(of: try #require(AgreementID(id)))
    let agreement = try #require(try await hub.agreements.read { $0[stream] }).last.agreement
    for party in ["hub", Self.agencyID] {
      let key = try TestParty.key(of: party)
      _ = try await hub.handler.signAgreement(
        SignAgreementRequest(
          context: command(.dataProtectionOfficer), agreementID: id, version: agreement.version,
          publicKey: key.publicKey, signature: key.signature(of: agreement.signedBytes)), from: try agency(party))
    }
  }

  /// What the hub is given of the agency's data by a register.
  private func given(_ register: AgreementRegister) async throws -> (allowed: DataCategorySet, by: [String]) {
    let day = try #require(Self.day)
    let terms = try await register.read { $0.policy(on: day) }.terms(
      holder: try agency(Self.agencyID), recipient: .hub, role: .singlePointOfContact, purpose: "child-safeguarding")
    return (terms.allowed, terms.agreements.map { "\($0.agreementID) \($0.version)" })
  }

  private func another(_ hub: WritingHub) -> AgreementRegister {
    AgreementRegister(
      head: hub.sequencer.durableHead, store: hub.store, opener: hub.opener, sessions: hub.pool,
      logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
    ) { _ in await Task.yield() }
  }

  @Test func thePolicyIsWhatTheLastAnsweredCommandMadeIt() async throws {
    try await withHub { hub in
      #expect(try await given(hub.agreements) == ([], []))
      try await hub.draft("mash")
      #expect(try await given(hub.agreements) == ([], []))
      try await sign("mash", hub)
      #expect(try await given(hub.agreements) == ([.identity], ["mash 1"]))
      // What happens to a case is none of the register's business, and does not hold it up.
      _ = try await hub.openCase()
      try await hub.draft("mash") { $0.matrix[0].categories = ["identity", "contact"] }
      #expect(try await given(hub.agreements) == ([.identity], ["mash 1"]))
      try await sign("mash", hub)
      #expect(try await given(hub.agreements) == ([.identity, .contact], ["mash 2"]))
      _ = try await hub.handler.suspendAgreement(
        SuspendAgreementRequest(context: command(.dataProtectionOfficer), agreementID: "mash", reason: "breach"),
        from: .hub)
      #expect(try await given(hub.agreements) == ([], []))
    }
  }

  @Test func aServerThatStartsReadsTheViewAndTheRestFromTheLog() async throws {
    try await withHub { hub in
      try await hub.draft("mash")
      try await sign("mash", hub)
      // The view has come nowhere yet; then it has come to the end; then an amendment is missing from it.
      for number in 0..<3 {
        let register = another(hub)
        let following = Task { await register.run() }
        #expect(try await given(register) == given(hub.agreements))
        following.cancel()
        let runner = hub.startRunner("agreements")
        #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
        runner.task.cancel()
        await runner.task.value
        if number == 1 {
          try await hub.draft("mash") { $0.matrix[0].categories = ["contact"] }
          try await sign("mash", hub)
        }
      }
      #expect(try await given(hub.agreements) == ([.contact], ["mash 2"]))
      #expect(try await hub.rebuild("agreements").verify().isGood)
    }
  }

  @Test func anAgreementOfWhichAnEventCannotBeReadGivesNothing() async throws {
    try await withHub { hub in
      for id in ["mash", "other"] {
        try await hub.draft(id)
        try await sign(id, hub)
      }
      let runner = hub.startRunner("agreements")
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      runner.task.cancel()
      await runner.task.value
      let stream = AgreementStream.id(of: try #require(AgreementID("mash")))
      let live = try #require(try await hub.generations.list().first { $0.name == "agreements" && $0.isLive })
      try await hub.pool.query(
        Libpq.Statement(
          name: "park", sql: "insert into cairn.parked_stream values ('agreements', $1, $2, 3, 0, 'a test')",
          parameterTypes: [.int4, .uuid]),
        [.int32(live.number), .uuid(high: stream.high, low: stream.low)], idempotent: false
      ) { _ in }
      let register = another(hub)
      let following = Task { await register.run() }
      #expect(try await given(register) == ([.identity], ["other 1"]))
      #expect(try await register.read { $0[stream] } == nil)
      following.cancel()
    }
  }
}
