import CairnDomain
import CairnMessages
internal import Cryptography
import EventLog
import Identifiers
import Synchronization

@testable import Commands

/// A command handler over a log and keys in memory, at a time that stands still.
final class HandlerFixture: Sendable {
  let handler: CommandHandler
  let store: InMemoryLogStore
  private let writing: Task<Void, any Error>

  static let now: Int64 = 1_795_000_000_000_000

  /// Starts a handler; over the same store and keys it is the same hub after a restart.
  init(store: InMemoryLogStore, keys: InMemoryKeyStore) async throws {
    self.store = store
    let random = RandomSource()
    let key = try KeyEncryptionKey(bytes: [UInt8](repeating: 7, count: 32), random: random).unwrapped()
    let keyRing = KeyRing(store: keys, keyEncryptionKey: key, random: random) { Self.now }
    let claimant = Identifier128(high: random.word(), low: random.word())
    let head = try await store.claim(.whenFree, by: claimant)
    let sequencer = Sequencer(
      store: store, claimant: claimant, head: head, memory: StreamMemory(), now: { Self.now }, publish: { _ in })
    handler = CommandHandler(
      sequencer: sequencer, store: store, keyRing: keyRing, secrets: try await CommandSecrets(from: keyRing),
      random: random, closed: { _, _, _ in [] }, now: { Self.now })
    writing = Task { try await sequencer.run() }
  }

  deinit { writing.cancel() }

  static func fresh() async throws -> HandlerFixture {
    let fixture = try await HandlerFixture(
      store: InMemoryLogStore(logID: Identifier128(high: 1, low: 1)), keys: InMemoryKeyStore())
    try await fixture.registerPolice()
    return fixture
  }

  func registerPolice() async throws {
    _ = try await handler.registerAgency(
      RegisterAgencyRequest(
        context: Self.context(1, role: .operator),
        agency: Agency(agencyID: "met", kind: .police, name: "Police")), from: .hub)
  }

  /// A context under the command id of that number.
  static func context(_ number: UInt64, role: Role, expectedVersion: String = "") -> CommandContext {
    CommandContext(
      commandID: Identifier128(high: 9, low: number).description, expectedVersion: expectedVersion,
      occurredAt: "2026-11-18T09:00:00Z", actingPerson: Identifier128(high: 5, low: 5).description, role: role,
      purpose: "child-safeguarding")
  }

  static func referral(_ number: UInt64, narrative: String = "What happened") -> SubmitReferralRequest {
    SubmitReferralRequest(
      context: context(number, role: .referrer),
      referral: Referral(
        children: [Child(dateOfBirth: "2019-01-01"), Child(dateOfBirth: "2020-01-01")], source: "6",
        narrative: narrative))
  }

  static func rating(_ number: UInt64, of caseID: String, expectedVersion: String = "") -> SetRagRequest {
    SetRagRequest(
      context: context(number, role: .screener, expectedVersion: expectedVersion), caseID: caseID, rag: .amber,
      rationale: "Why")
  }

  func refer(_ request: SubmitReferralRequest) async throws -> SubmitReferralResponse {
    try await handler.submitReferral(request, from: try AgencyID("met").unwrapped())
  }

  func rate(_ request: SetRagRequest) async throws -> SetRagResponse {
    try await handler.setRag(request, from: .hub)
  }
}

extension Optional {
  struct IsNil: Error {}

  /// The value, or an error that fails the test.
  func unwrapped() throws -> Wrapped {
    guard let self else { throw IsNil() }
    return self
  }
}
