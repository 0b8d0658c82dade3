/// What can be wrong with the text of a Police National Computer id.
package enum PoliceNationalComputerID {
  /// One way of being wrong.
  package enum Fault: Hashable, Sendable {
    /// Not `YYYY/NNNNNNND`.
    case form
    /// Its last letter does not fit the year and the serial.
    case checkLetter
  }

  /// A to Z without I, O and S, turned so that Z stands for 0.
  private static let alphabet = Array("ZABCDEFGHJKLMNPQRTUVWXY".utf8)

  /// The fault of a text, spaces and case not counted; `nil` if it has none.
  ///
  /// Source: Home Office, PNC identifier: modulus 23 over the year's last two digits and the serial of seven.
  package static func fault(in text: String) -> Fault? {
    let parsed = text.withCompactUppercase { characters in
      ASCIICursor.read(characters) { $0.takePoliceNationalComputerID() }
    }
    guard let parsed else { return .form }
    return checkByte(year: parsed.year, serial: parsed.serial) == parsed.letter ? nil : .checkLetter
  }

  /// The last letter that fits a year of four digits and a serial of at most seven.
  package static func checkLetter(year: Int, serial: Int) -> String {
    String(Unicode.Scalar(checkByte(year: year, serial: serial)))
  }

  private static func checkByte(year: Int, serial: Int) -> UInt8 {
    alphabet[(year % 100 * 10_000_000 + serial) % 23]
  }
}

extension ASCIICursor {
  /// Takes `YYYY/NNNNNNND`.
  fileprivate mutating func takePoliceNationalComputerID() -> (year: Int, serial: Int, letter: UInt8)? {
    guard let year = takeNumber(digits: 4), take(UInt8(ascii: "/")), let serial = takeNumber(digits: 7),
      let letter = next, letter.isASCIIUppercase, take(letter)
    else { return nil }
    return (year, serial, letter)
  }
}
