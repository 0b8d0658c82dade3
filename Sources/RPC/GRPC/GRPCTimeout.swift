/// How long a caller waits, as gRPC writes it: at most eight digits and a unit.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, Timeout.
package enum GRPCTimeout {
  private static let units: [(letter: Character, nanoseconds: UInt64)] = [
    ("n", 1), ("u", 1_000), ("m", 1_000_000), ("S", 1_000_000_000), ("M", 60_000_000_000), ("H", 3_600_000_000_000),
  ]
  private static let valueMax: UInt64 = 99_999_999

  /// Microseconds, what is less than one counting as one; `nil` for a text that is no timeout.
  package static func microseconds(_ text: String) -> UInt64? {
    let digits = text.utf8.dropLast()
    guard (1...8).contains(digits.count), digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }),
      let value = UInt64(text.dropLast()), let unit = units.first(where: { $0.letter == text.last })
    else { return nil }
    guard unit.nanoseconds < 1_000 else { return value * (unit.nanoseconds / 1_000) }
    return (value * unit.nanoseconds + 999) / 1_000
  }

  /// The same as text, in the finest unit that has room for it, rounded up.
  package static func text(nanoseconds: UInt64) -> String {
    for unit in units {
      let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: unit.nanoseconds)
      let value = whole + (rest > 0 ? 1 : 0)
      if value <= valueMax { return "\(value)\(unit.letter)" }
    }
    return "\(valueMax)H"
  }
}
