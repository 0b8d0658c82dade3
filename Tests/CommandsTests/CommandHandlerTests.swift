import CairnDomain
import CairnMessages
internal import Cryptography
import EventLog
import Identifiers
import Testing

@testable import Commands

@Suite struct CommandHandlerTests {
  @Test func aReferralIsRecordedOncePerStreamAndSaysSo() async throws {
    let fixture = try await HandlerFixture.fresh()
    let response = try await fixture.refer(HandlerFixture.referral(2))
    let receipt = try #require(response.receipt)
    #expect(receipt.streams.map(\.streamID) == [response.referralID] + response.caseIDs)
    #expect(receipt.streams.map(\.positions) == [[2], [3], [4]])
    let events = try await fixture.store.events(afterPosition: 1, limit: 10)
    let logID = try await fixture.store.head().logID
    #expect(receipt.streams.flatMap(\.leaves) == events.map { $0.entry(logID: logID).leaf.bytes })
  }

  @Test func aRepeatedCommandGetsItsFirstAnswerAndRecordsNothing() async throws {
    let fixture = try await HandlerFixture.fresh()
    let first = try await fixture.refer(HandlerFixture.referral(2))
    let position = try await fixture.store.head().position
    #expect(try await fixture.refer(HandlerFixture.referral(2)) == first)
    #expect(try await fixture.store.head().position == position)
  }

  @Test func afterARestartTheAnswerIsStillTheSame() async throws {
    let store = InMemoryLogStore(logID: Identifier128(high: 1, low: 1))
    let keys = InMemoryKeyStore()
    let before = try await HandlerFixture(store: store, keys: keys)
    try await before.registerPolice()
    let first = try await before.refer(HandlerFixture.referral(2))
    let after = try await HandlerFixture(store: store, keys: keys)
    #expect(try await after.refer(HandlerFixture.referral(2)) == first)
    _ = try await after.rate(HandlerFixture.rating(3, of: first.caseIDs[0]))
  }

  @Test func noHalfAnswerIsGivenWhereOneOfItsEventsCannotBeRead() async throws {
    let store = InMemoryLogStore(logID: Identifier128(high: 1, low: 1))
    let keys = InMemoryKeyStore()
    let before = try await HandlerFixture(store: store, keys: keys)
    try await before.registerPolice()
    _ = try await before.refer(HandlerFixture.referral(2))
    let after = try await HandlerFixture(store: try await store.overwritten(at: 4), keys: keys)
    let error = await #expect(throws: CommandError.self) { try await after.refer(HandlerFixture.referral(2)) }
    guard case .unreadable(let reason)? = error else {
      Issue.record("refused for another reason")
      return
    }
    #expect(reason == "part 1 is not authentic")
  }

  @Test func anotherContentUnderTheSameIDIsRefused() async throws {
    let fixture = try await HandlerFixture.fresh()
    _ = try await fixture.refer(HandlerFixture.referral(2))
    let error = await #expect(throws: CommandError.self) {
      try await fixture.refer(HandlerFixture.referral(2, narrative: "Something else"))
    }
    guard case .commandIDTaken? = error else {
      Issue.record("refused for another reason")
      return
    }
  }

  @Test func referralsTogetherAreAnsweredInOrderEachForItself() async throws {
    let fixture = try await HandlerFixture.fresh()
    let police = try AgencyID("met").unwrapped()
    let earlier = try await fixture.refer(HandlerFixture.referral(2))
    let childless = SubmitReferralRequest(
      context: HandlerFixture.context(3, role: .referrer), referral: Referral(source: "6", narrative: "What happened"))
    let requests = [
      HandlerFixture.referral(4), childless, HandlerFixture.referral(2), HandlerFixture.referral(5),
      HandlerFixture.referral(4), HandlerFixture.referral(2, narrative: "Something else"),
    ]
    let results = await fixture.handler.submitReferrals(requests, from: police)
    try #require(results.count == requests.count)
    let first = try results[0].get()
    let second = try results[3].get()
    #expect(first.receipt?.streams.map(\.positions) == [[5], [6], [7]])
    #expect(second.receipt?.streams.map(\.positions) == [[8], [9], [10]])
    #expect(try results[2].get() == earlier)
    #expect(try results[4].get() == first)
    guard case .failure(.rejected(let rejection)) = results[1], case .failure(.commandIDTaken) = results[5] else {
      Issue.record("\(results[1]), \(results[5])")
      return
    }
    #expect(rejection.faults.map(\.field) == ["referral.children"])
    // Each of them alone is answered the same, and records nothing more.
    #expect(try await fixture.refer(HandlerFixture.referral(4)) == first)
    #expect(try await fixture.refer(HandlerFixture.referral(5)) == second)
    let alone = await #expect(throws: CommandError.self) { try await fixture.refer(childless) }
    guard case .rejected(let same)? = alone else {
      Issue.record("refused for another reason")
      return
    }
    #expect(same == rejection)
    #expect(try await fixture.store.head().position == 10)
  }

  @Test func referralsTogetherWaitForTheStreamThatTheyAllRead() async throws {
    let store = InMemoryLogStore(logID: Identifier128(high: 1, low: 1))
    let keys = InMemoryKeyStore()
    let before = try await HandlerFixture(store: store, keys: keys)
    try await before.registerPolice()
    let earlier = try await before.refer(HandlerFixture.referral(2))
    let after = try await HandlerFixture(store: store, keys: keys)
    let requests = [HandlerFixture.referral(3), HandlerFixture.referral(2), HandlerFixture.referral(4)]
    let police = try AgencyID("met").unwrapped()
    let results = await after.handler.submitReferrals(requests, from: police)
    try #require(results.count == 3)
    #expect(try results[0].get().receipt?.streams.map(\.positions) == [[5], [6], [7]])
    #expect(try results[1].get() == earlier)
    #expect(try results[2].get().receipt?.streams.map(\.positions) == [[8], [9], [10]])
  }

  @Test func noReferralsHaveNoAnswers() async throws {
    let fixture = try await HandlerFixture.fresh()
    #expect(await fixture.handler.submitReferrals([], from: .hub).isEmpty)
  }

  @Test func anExpectedVersionHoldsAgainstWhoeverWasFaster() async throws {
    let fixture = try await HandlerFixture.fresh()
    let referred = try await fixture.refer(HandlerFixture.referral(2))
    let opened = try #require(referred.receipt?.streams[1].token)
    let rated = try await fixture.rate(
      HandlerFixture.rating(3, of: referred.caseIDs[0], expectedVersion: opened))
    let error = await #expect(throws: CommandError.self) {
      try await fixture.rate(HandlerFixture.rating(4, of: referred.caseIDs[0], expectedVersion: opened))
    }
    guard case .versionConflict? = error else {
      Issue.record("refused for another reason")
      return
    }
    let current = try #require(rated.receipt?.streams.first?.token)
    _ = try await fixture.rate(HandlerFixture.rating(5, of: referred.caseIDs[0], expectedVersion: current))
  }

  @Test func aTokenOfAnotherStreamIsNoExpectedVersion() async throws {
    let fixture = try await HandlerFixture.fresh()
    let referred = try await fixture.refer(HandlerFixture.referral(2))
    let sibling = try #require(referred.receipt?.streams[2].token)
    for token in [sibling, "nonsense", sibling + "A"] {
      let error = await #expect(throws: CommandError.self) {
        try await fixture.rate(HandlerFixture.rating(3, of: referred.caseIDs[0], expectedVersion: token))
      }
      guard case .tokenUnknown? = error else {
        Issue.record("refused for another reason")
        return
      }
    }
  }

  @Test func anAgencyThatIsNotRegisteredMayNotRefer() async throws {
    let fixture = try await HandlerFixture.fresh()
    let stranger = try AgencyID("stranger").unwrapped()
    let error = await #expect(throws: CommandError.self) {
      try await fixture.handler.submitReferral(HandlerFixture.referral(2), from: stranger)
    }
    guard case .rejected(let rejection)? = error else {
      Issue.record("refused for another reason")
      return
    }
    #expect(rejection.reason == "AGENCY_UNKNOWN")
    #expect(try await fixture.store.head().position == 1)
  }

  @Test func aCaseThatIsNotThereIsNotRated() async throws {
    let fixture = try await HandlerFixture.fresh()
    let error = await #expect(throws: CommandError.self) {
      try await fixture.rate(HandlerFixture.rating(2, of: Identifier128(high: 4, low: 4).description))
    }
    guard case .rejected(let rejection)? = error else {
      Issue.record("refused for another reason")
      return
    }
    #expect(rejection.code == .notFound)
  }

  @Test func everyCaseHasAKeyOfItsOwnAndKeepsIt() async throws {
    let fixture = try await HandlerFixture.fresh()
    let referred = try await fixture.refer(HandlerFixture.referral(2))
    for number in UInt64(3)..<6 { _ = try await fixture.rate(HandlerFixture.rating(number, of: referred.caseIDs[0])) }
    let events = try await fixture.store.events(afterPosition: 0, limit: 100)
    func keys(_ streamID: String) -> Set<Identifier128> {
      Set(
        events.filter { $0.event.streamID.description == streamID }.flatMap { $0.event.parts.dropFirst().map(\.keyID) })
    }
    #expect(keys(referred.caseIDs[0]).count == 1)
    #expect(keys(referred.caseIDs[1]).count == 1)
    #expect(keys(referred.referralID).count == 2, "the referral's own and the reporter's")
    #expect(keys(referred.caseIDs[0]).isDisjoint(with: keys(referred.caseIDs[1])))
  }
}

extension InMemoryLogStore {
  /// The same log, but for what the event at a position says, which somebody overwrote.
  fileprivate func overwritten(at position: UInt64) async throws -> InMemoryLogStore {
    let events = try await events(afterPosition: 0, limit: .max).map { stored in
      let event = stored.event
      let parts = event.parts.map { part in
        stored.position == position && part.keyID != .nil128
          ? EventPart(keyID: part.keyID, keyCommitment: part.keyCommitment, bytes: part.bytes.reversed()) : part
      }
      return SealedEvent(
        eventID: event.eventID, streamID: event.streamID, version: event.version, actorID: event.actorID,
        command: event.command, commandMark: event.commandMark, type: event.type, parts: parts)
    }
    let copy = InMemoryLogStore(logID: try await head().logID)
    let head = try await copy.claim(.whenFree, by: .nil128)
    copy.append(LogBatch(base: head, events: events, recordedAt: HandlerFixture.now)) { _ in }
    return copy
  }
}
