import CairnDomain
import CairnMessages
import Commands
import EventCoding
import EventLog
import EventLogTestSupport
import Identifiers
import Libpq
import Logging
import Projections
import Testing

/// Every event counts once in a view, whatever stops and starts, and however many fold at the same time.
@Suite struct ExactlyOnceTests {
  @Test func runnersThatComeAndGoAndContendCountEveryRatingOnce() async throws {
    let scratch = try await ScratchHub.make()
    let pool = scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    try await scratch.withStore { store in
      let hub = try await WritingHub(store: store, pool: pool)
      let caseID = try await hub.openCase()
      var runners = [hub.startRunner(), hub.startRunner()]
      for number in 1...24 {
        try await hub.rate(caseID, rationale: "\(number)")
        // One goes without a word, another comes.
        runners.removeFirst().task.cancel()
        runners.append(hub.startRunner())
      }
      let last = hub.sequencer.durableHead.position
      for runner in runners { #expect(await runner.runner.checkpoint.wait(for: last)) }
      let id = try #require(Identifier128(caseID))
      let documents = try #require(try await hub.query.documents(ofCase: id))
      #expect(documents.childCase.ragHistory.map(\.rationale) == (1...24).map(String.init))
      #expect(documents.childCase.streamVersion == 25)
      #expect(documents.incompleteSince == nil)
      for runner in runners { runner.task.cancel() }
      hub.stop()
    }
  }
}

/// A hub's writing side over a log in PostgreSQL, with keys in memory.
private final class WritingHub: Sendable {
  let sequencer: Sequencer<StreamMemory>
  let query: CaseQuery
  private let handler: CommandHandler
  private let feed: LogFeed
  private let opener: EventOpener
  private let keyRing: KeyRing
  private let pool: SessionPool
  private let random = RandomSource()
  private let writing: Task<Void, any Error>

  struct BadKey: Error {}

  init(store: PostgresLogStore, pool: SessionPool) async throws {
    self.pool = pool
    guard let key = KeyEncryptionKey(bytes: [UInt8](repeating: 3, count: 32), random: random) else { throw BadKey() }
    let keyRing = KeyRing(store: InMemoryKeyStore(), keyEncryptionKey: key, random: random) { Self.now }
    let head = try await store.claim(.whenFree, by: Samples.claimant)
    let feed = LogFeed(store: store, durablePosition: head.position)
    let sequencer = Sequencer(
      store: store, claimant: Samples.claimant, head: head, memory: StreamMemory(), now: { Self.now }
    ) { feed.publish($0) }
    handler = CommandHandler(
      sequencer: sequencer, store: store, keyRing: keyRing, secrets: try await CommandSecrets(from: keyRing),
      random: random, now: { Self.now })
    opener = EventOpener(logID: head.logID, random: random, keyRing: keyRing)
    query = CaseQuery(keyRing: keyRing, sessions: pool, random: random)
    self.keyRing = keyRing
    self.feed = feed
    self.sequencer = sequencer
    writing = Task { try await sequencer.run() }
  }

  private static let now: Int64 = 1_795_000_000_000_000

  func stop() { writing.cancel() }

  func startRunner() -> (runner: ProjectionRunner, task: Task<Void, Never>) {
    let runner = ProjectionRunner(
      CaseProjection(keyRing: keyRing, sessions: pool, random: random), feed: feed, opener: opener, sessions: pool,
      logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
    ) { _ in await Task.yield() }
    return (runner, Task { await runner.run() })
  }

  func openCase() async throws -> String {
    let response = try await handler.submitReferral(
      SubmitReferralRequest(
        context: context(role: .referrer), referral: Referral(children: [Child(dateOfBirth: "2019-01-01")])),
      from: .hub)
    return try #require(response.caseIDs.first)
  }

  func rate(_ caseID: String, rationale: String) async throws {
    _ = try await handler.setRag(
      SetRagRequest(context: context(role: .screener), caseID: caseID, rag: .amber, rationale: rationale), from: .hub)
  }

  private func context(role: Role) -> CommandContext {
    CommandContext(
      commandID: Identifier128.version7(microseconds: Self.now, random: random.word()).description,
      occurredAt: "2026-11-18T09:00:00Z", actingPerson: Identifier128(high: 5, low: 5).description, role: role,
      purpose: "child-safeguarding")
  }
}
