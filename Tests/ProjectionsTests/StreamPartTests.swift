import EventLogTestSupport
import Testing

@testable import Projections

@Suite struct StreamPartTests {
  @Test func everyStreamFallsIntoExactlyOnePart() {
    #expect(StreamPart.all.map(\.index) == Array(0..<StreamPart.count))
    var chance = SplitMix(seed: 1)
    for _ in 0..<1_000 {
      let id = Samples.id(Int(chance.next() >> 2), kind: chance.next())
      #expect(StreamPart.all.filter { $0 == StreamPart(of: id) }.count == 1)
    }
  }

  // A rebuild that was interrupted is resumed by another process, which must divide the streams as the first one did.

  @Test func aStreamStaysInItsPart() {
    #expect((0..<8).map { StreamPart(of: Samples.id($0)).index } == [0, 1, 2, 3, 0, 1, 2, 3])
    #expect([255, 256, 511, 65_538].map { StreamPart(of: Samples.id($0)).index } == [3, 0, 3, 2])
    for kind in 0..<UInt64(100) { #expect(StreamPart(of: Samples.id(6, kind: kind)) == StreamPart(index: 2)) }
  }

  @Test func streamsSpreadOverAllParts() {
    var chance = SplitMix(seed: 2)
    var counts = [Int](repeating: 0, count: StreamPart.count)
    for _ in 0..<10_000 {
      let id = Samples.id(Int(chance.next() >> 2), kind: chance.next())
      counts[StreamPart(of: id).index] += 1
    }
    for count in counts { #expect(count >= 10_000 / 5) }
  }
}
