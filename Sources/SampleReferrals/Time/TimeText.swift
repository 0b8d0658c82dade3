internal import CairnDomain

/// Days and moments as they are written.
enum TimeText {
  static let secondsPerDay = 86_400

  /// `YYYY-MM-DD`.
  ///
  /// - Parameter days: since 1970-01-01.
  static func date(daysSinceEpoch days: Int) -> String {
    let date = civil(days)
    return String(unsafeUninitializedCapacity: 10) { bytes in
      write(date, to: bytes)
      return 10
    }
  }

  /// `YYYY-MM-DDThh:mm:ss±hh:mm`, for offsets of whole hours from 0 to 9 east.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z.
  static func moment(seconds: Int, offsetSeconds: Int) -> String {
    let (days, second) = (seconds + offsetSeconds).quotientAndRemainder(dividingBy: secondsPerDay)
    let date = civil(days)
    return String(unsafeUninitializedCapacity: 25) { bytes in
      write(date, to: bytes)
      bytes[10] = UInt8(ascii: "T")
      write(second / 3_600, digits: 2, to: bytes, at: 11)
      bytes[13] = UInt8(ascii: ":")
      write(second / 60 % 60, digits: 2, to: bytes, at: 14)
      bytes[16] = UInt8(ascii: ":")
      write(second % 60, digits: 2, to: bytes, at: 17)
      bytes[19] = UInt8(ascii: "+")
      write(offsetSeconds / 3_600, digits: 2, to: bytes, at: 20)
      bytes[22] = UInt8(ascii: ":")
      write(0, digits: 2, to: bytes, at: 23)
      return 25
    }
  }

  /// A number with leading zeros.
  static func number(_ value: Int, digits: Int) -> String {
    String(unsafeUninitializedCapacity: digits) { bytes in
      write(value, digits: digits, to: bytes, at: 0)
      return digits
    }
  }

  private static func civil(_ days: Int) -> CivilDate {
    guard let date = CivilDate(daysSinceEpoch: days) else {
      preconditionFailure("day \(days) lies outside the calendar")
    }
    return date
  }

  private static func write(_ date: CivilDate, to bytes: UnsafeMutableBufferPointer<UInt8>) {
    write(date.year, digits: 4, to: bytes, at: 0)
    bytes[4] = UInt8(ascii: "-")
    write(date.month, digits: 2, to: bytes, at: 5)
    bytes[7] = UInt8(ascii: "-")
    write(date.day, digits: 2, to: bytes, at: 8)
  }

  private static func write(_ value: Int, digits: Int, to bytes: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
    var rest = value
    for place in stride(from: start + digits - 1, through: start, by: -1) {
      bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}
