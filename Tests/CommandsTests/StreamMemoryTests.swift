import CairnDomain
import Identifiers
import Testing

@testable import Commands

@Suite struct StreamMemoryTests {
  private static let stream = StreamReference(id: Identifier128(high: 1, low: 1), kind: .case)

  private static func entry(version: UInt64, position: UInt64) -> StreamEntry {
    var entry = StreamEntry(initial: .case)
    entry.version = version
    entry.lastPosition = position
    return entry
  }

  private static func other(_ high: UInt64, _ low: UInt64) -> StreamReference {
    StreamReference(id: Identifier128(high: high, low: low), kind: .case)
  }

  @Test func aStreamThatIsNamedAsOfAnotherKindStandsApart() {
    var memory = StreamMemory()
    let misnamed = StreamReference(id: Self.stream.id, kind: .referral)
    memory.install(StreamEntry(initial: .referral), for: misnamed)
    #expect(memory.entry(Self.stream) == nil)
    memory.install(Self.entry(version: 3, position: 30), for: Self.stream)
    #expect(memory.entry(Self.stream)?.version == 3 && memory.entry(misnamed)?.version == 0)
  }

  @Test func speculationIsSeenAtOnceAndForgottenWithItsBatch() {
    var memory = StreamMemory()
    memory.install(Self.entry(version: 1, position: 10), for: Self.stream)
    memory.speculate(Self.entry(version: 2, position: 20), for: Self.stream)
    #expect(memory.entry(Self.stream)?.version == 2)
    memory.forget(after: 10)
    #expect(memory.entry(Self.stream) == nil, "it is read from the disk again")
  }

  @Test func whatIsOnDiskIsKeptWhenLaterSpeculationIsDropped() {
    var memory = StreamMemory()
    memory.speculate(Self.entry(version: 1, position: 10), for: Self.stream)
    memory.settle(through: 10)
    memory.forget(after: 10)
    #expect(memory.entry(Self.stream)?.version == 1)
  }

  @Test func aStreamWithALaterEventOnItsWayStaysSpeculative() {
    var memory = StreamMemory()
    memory.speculate(Self.entry(version: 1, position: 10), for: Self.stream)
    memory.speculate(Self.entry(version: 2, position: 11), for: Self.stream)
    memory.settle(through: 10)
    #expect(memory.entry(Self.stream)?.version == 2)
    memory.forget(after: 10)
    #expect(memory.entry(Self.stream) == nil)
  }

  @Test func whatIsNotOnDiskIsNeverForgottenForWantOfRoom() {
    var memory = StreamMemory()
    memory.speculate(Self.entry(version: 1, position: 1), for: Self.stream)
    for number in 2...UInt64(3 * StreamMemory.generationMax) {
      memory.install(Self.entry(version: 1, position: number), for: Self.other(2, number))
    }
    #expect(memory.entry(Self.stream)?.version == 1)
    #expect(memory.entry(Self.other(2, 2)) == nil)
    memory.settle(through: 1)
    for number in 1...UInt64(2 * StreamMemory.generationMax + 2) {
      memory.install(Self.entry(version: 1, position: number), for: Self.other(3, number))
    }
    #expect(memory.entry(Self.stream) == nil)
  }

  @Test func whatIsKnownIsNotReplacedByWhatWasRead() {
    var memory = StreamMemory()
    memory.speculate(Self.entry(version: 2, position: 20), for: Self.stream)
    memory.install(Self.entry(version: 1, position: 10), for: Self.stream)
    #expect(memory.entry(Self.stream)?.version == 2)
  }
}
