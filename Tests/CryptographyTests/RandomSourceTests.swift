internal import Cryptography
internal import EventLogTestSupport
internal import Testing

@Suite struct RandomSourceTests {
  @Test(arguments: [0, 1, 8, 12, 255, 256, 257, 4_096, 5_000, 10_000])
  func itGivesAsManyBytesAsAskedFor(count: Int) {
    let source = RandomSource()
    #expect(source.bytes(count).count == count)
    #expect(source.bytes(count).count == count)
  }

  @Test func noByteThatWasDrawnIsGivenTwice() async {
    // A draw of numbers instead of chance: each byte's value and turn tell which one it is.
    let drawn = Shared(UInt64(0))
    let source = RandomSource { count in
      drawn.change { drawn in
        (0..<((count + 7) / 8)).flatMap { _ -> [UInt8] in
          drawn += 1
          return withUnsafeBytes(of: drawn.bigEndian) { Array($0) }
        }
      }
    }
    let words = await withTaskGroup(of: [UInt64].self) { group in
      for _ in 0..<8 { group.addTask { (0..<2_000).map { _ in source.word() } } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(words).count == 16_000)
    #expect(words.allSatisfy { $0 > 0 && $0 <= drawn.value })
  }

  @Test func oneDrawServesMany() {
    let draws = Shared(0)
    let source = RandomSource { count in
      draws.change { $0 += 1 }
      return [UInt8](repeating: 0, count: count)
    }
    for _ in 0..<300 { _ = source.bytes(12) }
    #expect(draws.value <= 2)
  }

  @Test func theGeneratorsBytesDiffer() {
    let source = RandomSource()
    #expect(Set((0..<1_000).map { _ in source.word() }).count == 1_000)
    #expect(Set(RandomSource.generator(4_096)).count == 256)
  }
}
