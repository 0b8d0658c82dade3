/// The forms of a UK postcode.
package enum Postcode {
  /// Whether a text has the form of a postcode, case and spaces not counted. `ZZ99` pseudo-postcodes and British Forces
  /// numbers are among them.
  ///
  /// Source: Cabinet Office, Government Data Standards Catalogue, BS 7666 address; ONS, NHS Postcode Directory user guide.
  package static func isWellFormed(_ text: String) -> Bool {
    text.withCompactUppercase(isWellFormed)
  }

  /// Whether characters, in upper case and without spaces, have the form of a postcode.
  static func isWellFormed(_ characters: UnsafeBufferPointer<UInt8>) -> Bool {
    if characters.starts(with: "BFPO".utf8) {
      let number = characters.dropFirst(4)
      return (1...4).contains(number.count) && number.allSatisfy { $0.asciiDigit != nil }
    }
    guard (5...7).contains(characters.count) else { return false }
    let outward = characters.dropLast(3)
    let inward = characters.suffix(3)
    if outward.elementsEqual("ZZ99".utf8) { return shape(of: inward) == inwardShape }
    return isInward(inward) && (isOutward(outward) || characters.elementsEqual("GIR0AA".utf8))
  }

  private static func isInward(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    shape(of: part) == inwardShape && part.dropFirst().allSatisfy { !Letters.neverInward.contains($0) }
  }

  /// The six forms A9, A99, AA9, AA99, A9A and AA9A, each place with letters of its own.
  private static func isOutward(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = part.first, !Letters.neverFirst.contains(first) else { return false }
    let (second, last) = (part[part.startIndex + 1], part[part.endIndex - 1])
    switch shape(of: part) {
    case 0x1_2, 0x1_22: return true
    case 0x1_21: return Letters.thirdOfThree.contains(last)
    case 0x11_2, 0x11_22: return !Letters.neverSecond.contains(second)
    case 0x11_21: return !Letters.neverSecond.contains(second) && Letters.fourthOfFour.contains(last)
    default: return false
    }
  }

  /// A digit and two letters.
  private static let inwardShape: UInt32 = 0x2_11

  /// A hexadecimal digit for each character: 1 for a letter, 2 for a digit, 3 for the rest.
  private static func shape(of part: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
    part.reduce(0) { $0 << 4 | ($1.isASCIIUppercase ? 1 : $1.asciiDigit != nil ? 2 : 3) }
  }
}

/// Some letters of ASCII in upper case, one bit for each: every postcode is asked for several.
private struct Letters {
  private let bits: UInt32

  static let neverFirst = Letters("QVX")
  static let neverSecond = Letters("IJZ")
  static let thirdOfThree = Letters("ABCDEFGHJKPSTUW")
  static let fourthOfFour = Letters("ABEHMNPRVWXY")
  static let neverInward = Letters("CIKMOV")

  private init(_ letters: String) {
    bits = letters.utf8.reduce(0) { $0 | 1 << UInt32($1 - UInt8(ascii: "A")) }
  }

  func contains(_ character: UInt8) -> Bool {
    character.isASCIIUppercase && bits & 1 << UInt32(character - UInt8(ascii: "A")) != 0
  }
}
