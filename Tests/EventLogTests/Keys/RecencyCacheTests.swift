internal import EventLog
internal import Testing

@Suite struct RecencyCacheTests {
  @Test(arguments: [2, 3, 10, 100, 1_000])
  func itHoldsTheRecentHalfAndNoMoreThanItsCapacity(capacity: Int) {
    var cache = RecencyCache<Int, Int>(capacity: capacity)
    for number in 0..<(capacity * 7 + 3) {
      cache[number] = number
      var copy = cache
      for recent in max(0, number - capacity / 2 + 1)...number { #expect(copy[recent] == recent) }
    }
    // A generation is full only once it has one more than its half.
    #expect(held(cache, upTo: capacity * 7 + 3) <= capacity + 1)
  }

  @Test func whatIsUsedStays() {
    var cache = RecencyCache<Int, Int>(capacity: 10)
    cache[-1] = 42
    for number in 0..<1_000 {
      cache[number] = number
      #expect(cache[-1] == 42)
    }
  }

  @Test func settingNilForgetsInEitherGeneration() {
    var cache = RecencyCache<Int, Int>(capacity: 4)
    for number in 0..<5 { cache[number] = number }
    for number in 0..<5 {
      cache[number] = nil
      #expect(cache[number] == nil)
    }
  }

  @Test func theNewestValueWins() {
    var cache = RecencyCache<Int, Int>(capacity: 4)
    for round in 0..<5 {
      for key in 0..<3 { cache[key] = round * 10 + key }
      for key in 0..<3 { #expect(cache[key] == round * 10 + key) }
    }
  }

  /// Counted on copies: to look is to use.
  private func held(_ cache: RecencyCache<Int, Int>, upTo count: Int) -> Int {
    (0..<count).count {
      var copy = cache
      return copy[$0] != nil
    }
  }
}
