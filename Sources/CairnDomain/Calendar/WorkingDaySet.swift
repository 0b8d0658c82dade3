/// Which days are working days, one bit a day, so that a question costs a look at one or two words.
///
/// Days are counted from 1970-01-01, blocks are 64 of them. Blocks outside the table hold Monday to Friday.
struct WorkingDaySet: Sendable {
  private static let daysInBlock = 64
  /// 9999-12-31.
  static let lastDay = 2_932_896

  private let firstBlock: Int
  private let blocks: [UInt64]

  /// Monday to Friday, less the days given; those outside the years are passed over.
  ///
  /// - Parameter years: what the table covers.
  init(years: ClosedRange<Int>, without daysOff: some Sequence<CivilDate>) {
    let first = CivilDate(knownYear: years.lowerBound, month: 1, day: 1).daysSinceEpoch
    let last = CivilDate(knownYear: years.upperBound, month: 12, day: 31).daysSinceEpoch
    firstBlock = Self.block(of: first)
    var blocks = (firstBlock...Self.block(of: last)).map(Self.weekdays(inBlock:))
    for dayOff in daysOff where years.contains(dayOff.year) {
      let day = dayOff.daysSinceEpoch
      blocks[Self.block(of: day) - firstBlock] &= ~Self.bit(of: day)
    }
    self.blocks = blocks
  }

  func contains(_ day: Int) -> Bool {
    workingDays(inBlock: Self.block(of: day)) & Self.bit(of: day) != 0
  }

  /// The n-th working day after a day; `nil` if the calendar ends before it.
  ///
  /// - Parameter number: from 1.
  func day(_ number: Int, after day: Int) -> Int? {
    // Each takes a day at least: what the calendar cannot hold is not searched for.
    guard number <= Self.lastDay - day else { return nil }
    var block = Self.block(of: day)
    var left = number
    // All bits above that of the day; none if it is the block's last.
    var days = workingDays(inBlock: block) & ~(Self.bit(of: day) | (Self.bit(of: day) - 1))
    while days.nonzeroBitCount < left {
      left -= days.nonzeroBitCount
      block += 1
      guard block * Self.daysInBlock <= Self.lastDay else { return nil }
      days = workingDays(inBlock: block)
    }
    for _ in 1..<left { days &= days - 1 }
    let found = block * Self.daysInBlock + days.trailingZeroBitCount
    return found <= Self.lastDay ? found : nil
  }

  private func workingDays(inBlock block: Int) -> UInt64 {
    let index = block - firstBlock
    return blocks.indices.contains(index) ? blocks[index] : Self.weekdays(inBlock: block)
  }

  private static func block(of day: Int) -> Int { day.floored(dividingBy: daysInBlock) }

  private static func bit(of day: Int) -> UInt64 { 1 << UInt64(day - block(of: day) * daysInBlock) }

  private static func weekdays(inBlock block: Int) -> UInt64 {
    (block * daysInBlock..<(block + 1) * daysInBlock).reduce(0) { days, day in
      // 1970-01-01 was a Thursday; 0 is Monday here.
      let weekday = day + 3 - (day + 3).floored(dividingBy: 7) * 7
      return weekday < 5 ? days | bit(of: day) : days
    }
  }
}
