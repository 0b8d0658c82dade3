internal import Cryptography
internal import EventLog
internal import EventLogTestSupport
internal import Testing

@Suite struct LogBatchTests {
  private static let base = LogHead(
    logID: Samples.id(1, kind: 0x1), position: 0, epoch: 3, recordedAt: 100, frontier: MerkleFrontier())

  @Test func positionsFollowTheBaseWithoutAGap() {
    let first = LogBatch(
      base: Self.base, events: Samples.events(ofCommand: 1, stream: 1, firstVersion: 1, count: 3), recordedAt: 200)
    let second = LogBatch(
      base: first.head, events: Samples.events(ofCommand: 2, stream: 2, firstVersion: 1, count: 2), recordedAt: 300)
    #expect(first.stored.map(\.position) == [1, 2, 3])
    #expect(second.stored.map(\.position) == [4, 5])
    #expect(second.head.position == 5)
    #expect(second.head.epoch == 3)
    #expect(second.head.logID == Self.base.logID)
    #expect(second.stored.map(\.event) == second.events)
  }

  @Test(arguments: [(Int64(99), Int64(100)), (100, 100), (101, 101)])
  func theTimeIsRaisedToThatOfTheBase(given: Int64, recorded: Int64) {
    let batch = LogBatch(
      base: Self.base, events: Samples.events(ofCommand: 1, stream: 1, firstVersion: 1, count: 2), recordedAt: given)
    #expect(batch.recordedAt == recorded)
    #expect(batch.head.recordedAt == recorded)
    #expect(batch.stored.map(\.recordedAt) == [recorded, recorded])
  }

  @Test func eachLeafIsThatOfItsOwnParts() {
    let clear = [[1], [1], [2], [], [1], [2]].map { EventPart(clear: $0) }
    let sealed = EventPart(keyID: Samples.id(3), keyCommitment: Digest256(hashing: [3]), bytes: [1])
    let parts = clear.map { [$0] } + [[clear[0], sealed], [sealed, clear[0]], [clear[0], clear[2], clear[0]], []]
    let sample = Samples.events(ofCommand: 1, stream: 1, firstVersion: 1)[0]
    let events = parts.map { parts in
      SealedEvent(
        eventID: sample.eventID, streamID: sample.streamID, version: 1, actorID: sample.actorID,
        command: sample.command, commandMark: nil, type: sample.type, parts: parts)
    }
    let batch = LogBatch(base: Self.base, events: events, recordedAt: 200)
    #expect(batch.leaves == batch.stored.map { $0.entry(logID: Self.base.logID).leaf })
  }

  @Test func theRootIsThatOfTheWholeLog() {
    var head = Self.base
    var leaves: [Digest256] = []
    for number in 1...20 {
      let batch = LogBatch(
        base: head,
        events: Samples.events(ofCommand: number, stream: number, firstVersion: 1, count: 1 + number % 4),
        recordedAt: Int64(100 + number))
      #expect(batch.leaves == batch.stored.map { $0.entry(logID: head.logID).leaf })
      leaves += batch.leaves
      head = batch.head
      #expect(head.frontier.leafCount == head.position)
      #expect(head.frontier.root == NaiveMerkleTree.root(leaves[...]))
    }
  }
}
