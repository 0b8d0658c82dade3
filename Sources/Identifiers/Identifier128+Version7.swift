extension Identifier128 {
  /// A version 7 identifier: the time first, so that indexes grow at one end, then chance.
  ///
  /// Source: RFC 9562 section 5.7.
  ///
  /// - Parameters:
  ///   - microseconds: since 1970-01-01T00:00:00Z. Milliseconds fill the time field; what is left over fills `rand_a`
  ///     (RFC 9562 section 6.2, method 3), so that identifiers of one source sort by time within the millisecond.
  ///   - random: 64 bits of chance, of which 62 are used.
  package static func version7(microseconds: Int64, random: UInt64) -> Self {
    precondition(microseconds >= 0, "a version 7 identifier cannot hold a time before 1970")
    let (milliseconds, rest) = UInt64(microseconds).quotientAndRemainder(dividingBy: 1_000)
    let fraction = rest * 4_096 / 1_000
    return Self(
      high: milliseconds << 16 | 0x7000 | fraction,
      low: 0x8000_0000_0000_0000 | random & 0x3FFF_FFFF_FFFF_FFFF)
  }
}
