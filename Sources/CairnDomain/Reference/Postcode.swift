/// The forms of a UK postcode.
package enum Postcode {
  /// Whether a text has the form of a postcode, case and spaces not counted. `ZZ99` pseudo-postcodes and British Forces
  /// numbers are among them.
  ///
  /// Source: Cabinet Office, Government Data Standards Catalogue, BS 7666 address; ONS, NHS Postcode Directory user guide.
  package static func isWellFormed(_ text: String) -> Bool {
    let characters = text.compactUppercase
    if characters.starts(with: "BFPO".utf8) {
      let number = characters.dropFirst(4)
      return (1...4).contains(number.count) && number.allSatisfy { $0.asciiDigit != nil }
    }
    guard (5...7).contains(characters.count) else { return false }
    let outward = characters.dropLast(3)
    let inward = characters.suffix(3)
    if outward.elementsEqual("ZZ99".utf8) { return shape(of: inward) == "9AA" }
    return isInward(inward) && (isOutward(outward) || characters == Array("GIR0AA".utf8))
  }

  private static func isInward(_ part: ArraySlice<UInt8>) -> Bool {
    shape(of: part) == "9AA" && part.dropFirst().allSatisfy { !"CIKMOV".utf8.contains($0) }
  }

  /// The six forms A9, A99, AA9, AA99, A9A and AA9A, each place with letters of its own.
  private static func isOutward(_ part: ArraySlice<UInt8>) -> Bool {
    let characters = Array(part)
    guard let first = characters.first, !"QVX".utf8.contains(first) else { return false }
    switch shape(of: part) {
    case "A9", "A99": return true
    case "A9A": return "ABCDEFGHJKPSTUW".utf8.contains(characters[2])
    case "AA9", "AA99": return isSecondLetter(characters[1])
    case "AA9A": return isSecondLetter(characters[1]) && "ABEHMNPRVWXY".utf8.contains(characters[3])
    default: return false
    }
  }

  private static func isSecondLetter(_ character: UInt8) -> Bool { !"IJZ".utf8.contains(character) }

  /// "A" for each letter, "9" for each digit, "?" for the rest.
  private static func shape(of part: ArraySlice<UInt8>) -> String {
    String(part.map { $0.isASCIIUppercase ? "A" : $0.asciiDigit != nil ? "9" : "?" })
  }
}
