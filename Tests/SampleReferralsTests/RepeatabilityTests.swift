import CairnMessages
import Testing

@testable import SampleReferrals

@Suite struct RepeatabilityTests {
  @Test func theSameSeedGivesTheSameLines() {
    #expect(Sample(seed: 3, count: 500).lines == Sample(seed: 3, count: 500).lines)
  }

  @Test func anotherSeedGivesOtherLines() {
    let (one, other) = (Sample(seed: 3, count: 50), Sample(seed: 4, count: 50))
    #expect(zip(one.requests, other.requests).allSatisfy { $0 != $1 })
  }

  @Test func aLongerRunBeginsWithAShorterOne() {
    #expect(Sample(seed: 9, count: 900).lines.starts(with: Sample(seed: 9, count: 120).lines))
  }

  /// Pins the bytes: benchmarks and stored samples stay comparable. Whoever changes what the generator makes, or how a
  /// request is written as JSON, changes it on purpose and puts the new digest here.
  @Test func theFirstLinesOfSeedSevenAreTheseBytes() {
    #expect(
      Sample(seed: 7, count: 200).digest == "ab288f994d9c4c4d5f89a77901fe87d90cb096eca0a4c88b1b48ccbe245b67ce")
  }
}
