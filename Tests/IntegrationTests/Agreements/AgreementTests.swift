import CairnCodec
import CairnMessages
internal import Cryptography
import RPC
import Testing

/// An agreement over the socket, from its draft to its end.
@Suite(.timeLimit(.minutes(3))) struct AgreementTests {
  private func withHub(_ body: (RunningHub) async throws -> Void) async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      try await hub.client.register("school", .education)
      for party in TestParty.all { try await hub.client.registerKey(of: party) }
      try await body(hub)
    }
  }

  @Test func itIsInForceOnceEverybodyHasSignedAndAmendedInTheSameWay() async throws {
    try await withHub { hub in
      let client = hub.client
      #expect(try await client.draft(TestParty.agreement("mash")) == 1)
      #expect(try await client.getAgreement("mash").status == .drafted)
      for (count, party) in TestParty.all.enumerated() {
        try await client.sign("mash", for: party)
        let shown = try await client.getAgreement("mash")
        #expect(shown.status == (count == 2 ? .active : .signedInPart))
        #expect(shown.awaitedAgencyIDs == Array(TestParty.all.dropFirst(count + 1)))
      }
      #expect(try await client.draft(TestParty.agreement("mash") { $0.title = "Sharing more" }) == 2)
      #expect(try await client.getAgreement("mash").agreement?.version == 1)
      for party in TestParty.all { try await client.sign("mash", version: 2, for: party) }
      let amended = try await client.getAgreement("mash")
      #expect(amended.agreement?.title == "Sharing more" && amended.status == .active)
      #expect(amended.versions.map(\.status) == [.replaced, .active])
      // What was signed first can still be shown to have been signed.
      let first = try await client.getAgreement("mash", version: 1)
      let agreement = try #require(first.agreement)
      #expect(
        first.signatures.allSatisfy {
          Ed25519.isSignature($0.signature, of: agreement.signedBytes, under: $0.publicKey)
        })
      #expect(first.signatures.map(\.agencyID) == TestParty.all)
    }
  }

  @Test func onlyTheRightSignatureCounts() async throws {
    try await withHub { hub in
      let client = hub.client
      let met = TestCaller.referringAgency
      let key = try TestParty.key(of: met)
      try await client.draft(TestParty.agreement("mash"))
      let first = try #require(try await client.getAgreement("mash").agreement)
      var changed = first
      changed.matrix[0].categories = ["identity", "finance"]
      let ofStranger = try TestParty.key(of: "stranger").signature(of: first.signedBytes)
      let wrong: [(why: String, signature: [UInt8])] = [
        ("other content", key.signature(of: changed.signedBytes)), ("another's key", ofStranger),
        ("without the words in front", key.signature(of: encode(first))),
      ]
      for (why, signature) in wrong {
        let reason = try await reasonOf { try await client.sign("mash", for: met) { $0.signature = signature } }
        #expect(reason == "SIGNATURE_WRONG", "\(why)")
      }
      let flipped = try await reasonOf {
        try await client.sign("mash", for: met) { $0.signature[10] ^= 1 }
      }
      #expect(flipped == "SIGNATURE_WRONG")
      let stranger = try TestParty.key(of: "stranger").publicKey
      let otherKey = try await reasonOf {
        try await client.sign("mash", for: met) { request in
          request.publicKey = stranger
          request.signature = ofStranger
        }
      }
      #expect(otherKey == "SIGNING_KEY_OTHER")
      #expect(try await client.getAgreement("mash").signatures.isEmpty)
      // A signature is of one version: the same words in the next are signed anew.
      try await client.draft(TestParty.agreement("mash"))
      let replayed = try await reasonOf {
        try await client.sign("mash", version: 2, for: met) { $0.signature = key.signature(of: first.signedBytes) }
      }
      #expect(replayed == "SIGNATURE_WRONG")
      #expect(try await reasonOf { try await client.sign("mash", for: met) } == "VERSION_REPLACED")
      try await client.sign("mash", version: 2, for: met)
      #expect(try await reasonOf { try await client.sign("mash", version: 2, for: met) } == "SIGNED_ALREADY")
    }
  }

  @Test func anAgencyThatChangesItsKeyHasStillSigned() async throws {
    try await withHub { hub in
      let client = hub.client
      try await client.draft(TestParty.agreement("mash"))
      try await client.sign("mash", for: "st-marys")
      try await client.registerKey(of: "st-marys", TestParty.key(of: "st-marys anew").publicKey)
      for party in ["hub", TestCaller.referringAgency] { try await client.sign("mash", for: party) }
      #expect(try await client.getAgreement("mash").status == .active)
      try await client.draft(TestParty.agreement("mash"))
      let reason = try await reasonOf { try await client.sign("mash", version: 2, for: "st-marys") }
      #expect(reason == "SIGNING_KEY_OTHER")
    }
  }

  @Test func whoIsNoPartySeesNothing() async throws {
    try await withHub { hub in
      let client = hub.client
      try await client.draft(TestParty.agreement("mash"))
      let school = Acting(agencyID: "school", role: .dataProtectionOfficer)
      #expect(try await client.listAgreements(as: school).isEmpty)
      func answer(_ id: String) async throws -> (StatusCode, String)? {
        do {
          _ = try await client.getAgreement(id, as: school)
          return nil
        } catch let error as RPCError {
          return (error.code, error.message)
        }
      }
      let ofOthers = try #require(try await answer("mash"))
      let absent = try #require(try await answer("nowhere"))
      #expect(ofOthers == absent && absent.0 == .notFound)
      let signing = try await reasonOf {
        _ = try await client.ask(
          AgreementServiceMethods.signAgreement,
          SignAgreementRequest(
            context: school.command(), agreementID: "mash", version: 1, publicKey: [UInt8](repeating: 1, count: 32),
            signature: [UInt8](repeating: 1, count: 64)), as: school)
      }
      #expect(signing == "AGREEMENT_UNKNOWN")
      #expect(try await client.listAgreements(as: .hospital).map(\.agreementID) == ["mash"])
    }
  }

  /// Whatever is answered for holds for whoever asks next: no token is carried here.
  @Test func aSuspensionHoldsForTheNextQuery() async throws {
    try await withHub { hub in
      let client = hub.client
      try await client.draft(TestParty.agreement("mash"))
      for party in TestParty.all { try await client.sign("mash", for: party) }
      for _ in 0..<40 {
        try await client.suspend("mash")
        #expect(try await client.getAgreement("mash").status == .suspended)
        try await client.resume("mash")
        #expect(try await client.listAgreements().first?.status == .active)
      }
    }
  }

  @Test func aServerThatStartsHoldsWhatWasAgreed() async throws {
    try await withHub { hub in
      try await hub.client.draft(TestParty.agreement("mash"))
      for party in TestParty.all { try await hub.client.sign("mash", for: party) }
      let before = try await hub.client.getAgreement("mash")
      try await hub.client.suspend("mash")
      // At once: the view may not have come so far.
      hub.server.kill()
      let restarted = try await hub.restarted()
      defer { restarted.server.kill() }
      let after = try await restarted.client.getAgreement("mash")
      #expect(after.status == .suspended && after.agreement == before.agreement)
      #expect(after.signatures == before.signatures)
      try await restarted.client.resume("mash")
      #expect(try await restarted.client.getAgreement("mash").status == .active)
      await restarted.client.close()
    }
  }

  @Test func theWorklistShowsWhatIsDueFirst() async throws {
    try await withHub { hub in
      let client = hub.client
      let days = ["a-late": "2020-03-01", "a-far": "2199-01-01", "an-early": "2020-02-01"]
      for (id, day) in days {
        try await client.draft(TestParty.agreement(id) { $0.reviewBy = day })
        for party in TestParty.all { try await client.sign(id, for: party) }
      }
      try await client.draft(TestParty.agreement("unsigned"))
      for size: UInt32 in [0, 1, 3] {
        let all = try await client.listAgreements(pageSize: size)
        #expect(all.map(\.agreementID) == ["an-early", "a-late", "unsigned", "a-far"])
        #expect(all.map(\.isReviewDue) == [true, true, false, false])
        let due = try await client.listAgreements(dueOnly: true, pageSize: size)
        #expect(due.map(\.agreementID) == ["an-early", "a-late"])
      }
    }
  }
}
