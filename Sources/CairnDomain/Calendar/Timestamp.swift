/// A moment, together with the text that it was read from.
///
/// The text is what the log keeps: it also tells the offset, and thus the sender's own day and hour.
package struct Timestamp: Hashable, Sendable {
  /// As it was written.
  package let text: String
  /// Since 1970-01-01T00:00:00Z. What is finer than a microsecond is cut off.
  package let microseconds: Int64

  /// Reads RFC 3339 with an offset, such as `2026-11-23T09:30:00+00:00`; `nil` for anything else.
  ///
  /// The moment, too, lies in the years 0 to 9999 of UTC, so that it has a day everywhere that it is used. A leap second, allowed only where UTC can have one, counts as the first moment of the next minute.
  ///
  /// Source: RFC 3339 section 5.6.
  package init?(_ text: String) {
    guard let microseconds = ASCIICursor.read(text, { $0.takeTimestampMicroseconds() }) else { return nil }
    self.text = text
    self.microseconds = microseconds
  }
}

extension Timestamp {
  /// A moment as UTC, to the second; `nil` outside the years 0 to 9999.
  init?(microseconds: Int64) {
    let seconds = Int(microseconds.floored(dividingBy: 1_000_000))
    let days = seconds.floored(dividingBy: 86_400)
    guard let date = CivilDate(daysSinceEpoch: days) else { return nil }
    let second = seconds - days * 86_400
    self.init("\(date.text)T\([second / 3_600, second / 60 % 60, second % 60].padded(to: 2, separator: ":"))Z")
  }
}

extension ASCIICursor {
  /// Takes a moment, in microseconds since 1970-01-01T00:00:00Z.
  fileprivate mutating func takeTimestampMicroseconds() -> Int64? {
    guard let date = takeDate(),
      take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")),
      let time = takeTime(),
      let fraction = takeFractionMicroseconds(),
      let offsetSeconds = takeOffsetSeconds()
    else { return nil }
    let seconds = date.daysSinceEpoch * 86_400 + time.secondOfDay - offsetSeconds
    let days = seconds.floored(dividingBy: 86_400)
    guard CivilDate(daysSinceEpoch: days) != nil, !time.isLeapSecond || seconds == days * 86_400 else { return nil }
    return Int64(seconds) * 1_000_000 + (time.isLeapSecond ? 0 : Int64(fraction))
  }

  /// Takes `hh:mm:ss`; second 60 is a leap second.
  private mutating func takeTime() -> (secondOfDay: Int, isLeapSecond: Bool)? {
    guard let hour = takeNumber(digits: 2), hour < 24, take(UInt8(ascii: ":")),
      let minute = takeNumber(digits: 2), minute < 60, take(UInt8(ascii: ":")),
      let second = takeNumber(digits: 2), second <= 60
    else { return nil }
    return (hour * 3_600 + minute * 60 + second, second == 60)
  }

  /// Takes `.` and at least one digit, if a `.` stands there.
  private mutating func takeFractionMicroseconds() -> Int? {
    guard take(UInt8(ascii: ".")) else { return 0 }
    guard let first = takeDigit() else { return nil }
    var (microseconds, unit) = (first * 100_000, 10_000)
    while let digit = takeDigit() {
      microseconds += digit * unit
      unit /= 10
    }
    return microseconds
  }

  /// Takes `Z` or `±hh:mm`.
  private mutating func takeOffsetSeconds() -> Int? {
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    if take(UInt8(ascii: "+")) { return takeHoursAndMinutes() }
    if take(UInt8(ascii: "-")) { return takeHoursAndMinutes().map { -$0 } }
    return nil
  }

  private mutating func takeHoursAndMinutes() -> Int? {
    guard let hours = takeNumber(digits: 2), hours < 24, take(UInt8(ascii: ":")),
      let minutes = takeNumber(digits: 2), minutes < 60
    else { return nil }
    return hours * 3_600 + minutes * 60
  }
}
