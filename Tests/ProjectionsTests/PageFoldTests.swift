import CairnDomain
import Cryptography
import EventCoding
import EventLog
import EventLogTestSupport
import Identifiers
import Logging
import Testing

@testable import Libpq
@testable import Projections

@Suite struct PageFoldTests {
  /// Folds what it is given into one step for each event, but for one stream.
  private struct CountingProjection: Projection {
    let name = "counting"
    var unreadable: Identifier128?
    let form: Int32 = 1
    let types: Set<EventType> = [.caseOpened]
    let tables: [ReadTable] = []

    func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> Folded {
      let readable = events.filter { $0.stored.event.streamID != unreadable }
      var folded = Folded(
        readable.map { _ in .run(Step(Statement(name: "counted", sql: "select 1", parameterTypes: []), [])) })
      folded.unreadable = unreadable.map { [$0: "its row is spoilt"] } ?? [:]
      return folded
    }

    func forget() {}
  }

  /// - Parameter streamCount: the streams that the events fall on by turns; one for each event if it is `nil`.
  private func steps(
    ofTypes types: [String], streamCount: Int? = nil, unreadable: Identifier128? = nil
  ) async throws -> [BulkStep] {
    let random = RandomSource()
    let key = try #require(KeyEncryptionKey(bytes: [UInt8](repeating: 7, count: 32), random: random))
    let keyRing = KeyRing(store: InMemoryKeyStore(), keyEncryptionKey: key, random: random) { 0 }
    var fold = PageFold(
      CountingProjection(unreadable: unreadable), generation: 1, omissions: Omissions(parked: [:], skipped: []),
      opener: EventOpener(logID: Samples.id(1), random: random, keyRing: keyRing), logger: Logger(label: "test"))
    let sample = Samples.events(ofCommand: 1, stream: 1, firstVersion: 1)[0]
    let sealed = EventPart(keyID: Samples.id(3), keyCommitment: .zero, bytes: [])
    return try await fold.fold(
      types.enumerated().map { index, type in
        StoredEvent(
          position: UInt64(index + 1), recordedAt: 0,
          event: SealedEvent(
            eventID: Samples.id(index), streamID: Samples.id(index % (streamCount ?? types.count)),
            version: UInt64(index + 1), actorID: sample.actorID,
            command: sample.command, commandMark: nil, type: type, parts: [EventPart(clear: []), sealed]))
      })
  }

  @Test func itIsGivenTheEventsOfItsTypes() async throws {
    let types = ["cairn.v1.CaseOpened", "cairn.v1.ReferralReceived", "cairn.v1.CaseOpened", "cairn.v1.RagChanged"]
    #expect(try await steps(ofTypes: types).count == 2)
  }

  @Test func aStreamWhoseRowCannotBeReadIsParkedAndNoOther() async throws {
    let steps = try await steps(
      ofTypes: [String](repeating: "cairn.v1.CaseOpened", count: 3), unreadable: Samples.id(1))
    let names = steps.map { step in
      if case .run(let step) = step { step.statement.name } else { "" }
    }
    #expect(names == ["park_stream", "counted", "counted"])
  }

  @Test func aStreamIsParkedOnceWhereItsRowAndALaterEventCannotBeRead() async throws {
    let steps = try await steps(
      ofTypes: ["cairn.v1.CaseOpened", "cairn.v1.NotYetKnown"], streamCount: 1, unreadable: Samples.id(0))
    try #require(steps.count == 1)
    guard case .run(let step) = steps[0], case .word(1, count: 8) = step.parameters[3].storage else {
      Issue.record("it is parked at the first of its events")
      return
    }
    #expect(step.statement.name == "park_stream")
  }

  @Test func anEventThatANewerProgramRecordedParksItsStreamInEveryProjection() async throws {
    let parking = try await steps(ofTypes: ["cairn.v1.ReferralReceived", "cairn.v1.NotYetKnown"])
    try #require(parking.count == 1)
    guard case .run(let step) = parking[0] else {
      Issue.record("it is parked by a statement")
      return
    }
    #expect(step.statement.name != "counted")
  }
}
