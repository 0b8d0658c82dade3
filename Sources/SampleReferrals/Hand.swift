/// Things of a list, by their indexes, of which each is drawn once. The list has at most 64.
struct Hand {
  private var left: UInt64
  private var count: Int
  private let size: Int

  init(of size: Int) {
    precondition(size <= 64, "a hand holds at most 64 things")
    self.size = size
    count = size
    left = size == 64 ? .max : 1 << UInt64(size) - 1
  }

  /// `nil` if all are drawn.
  mutating func draw(by random: inout SeededRandom) -> Int? {
    guard count > 0 else { return nil }
    var index = random.below(size)
    while left >> UInt64(index) & 1 == 0 { index = (index + 1) % size }
    left &= ~(1 << UInt64(index))
    count -= 1
    return index
  }
}
