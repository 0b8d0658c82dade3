/// What can be wrong with the text of a unique pupil number.
package enum UniquePupilNumber {
  /// One way of being wrong.
  package enum Fault: Hashable, Sendable {
    /// Not thirteen characters.
    case length
    /// Characters 2 to 4, the local authority, are not digits.
    case localAuthority
    /// Characters 5 to 12 are not digits.
    case serial
    /// Character 13 is neither a digit nor a letter of the alphabet below.
    case lastCharacter
    /// Character 1 does not fit the rest.
    case checkLetter
  }

  /// A to Z without I, O and S.
  private static let alphabet = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

  /// All faults of a text, spaces and case not counted; empty if it has none. The check letter is only tried on a number
  /// that is otherwise well formed.
  ///
  /// Source: Department for Education, Unique Pupil Numbers: guide; Children in Need census rules 1510 to 1550.
  package static func faults(in text: String) -> [Fault] {
    text.withCompactUppercase { faults(in: $0) }
  }

  private static func faults(in characters: UnsafeBufferPointer<UInt8>) -> [Fault] {
    guard characters.count == 13 else { return [.length] }
    var faults: [Fault] = []
    if characters[1...3].contains(where: { $0.asciiDigit == nil }) { faults.append(.localAuthority) }
    if characters[4...11].contains(where: { $0.asciiDigit == nil }) { faults.append(.serial) }
    if value(of: characters[12]) == nil { faults.append(.lastCharacter) }
    guard faults.isEmpty else { return faults }
    let sum = characters.indices.dropFirst().reduce(0) { sum, index in
      sum + (index + 1) * (value(of: characters[index]) ?? 0)
    }
    return alphabet[sum % 23] == characters[0] ? [] : [.checkLetter]
  }

  /// The first letter that fits twelve digits, given as a number, leading zeros not counted.
  package static func checkLetter(ofDigits digits: Int) -> String {
    var (rest, sum) = (digits, 0)
    for weight in (2...13).reversed() {
      sum += rest % 10 * weight
      rest /= 10
    }
    return String(Unicode.Scalar(alphabet[sum % 23]))
  }

  private static func value(of character: UInt8) -> Int? {
    character.asciiDigit ?? alphabet.firstIndex(of: character)
  }
}
