package import CairnMessages

/// What identifies a child exactly, in one spelling, so that two agencies' records of the same child give equal bytes. Only
/// keyed tokens of these bytes leave the log.
package struct MatchKey: Hashable, Sendable {
  package let kind: MatchKind
  /// The kind's number, then what was written, in one spelling.
  package let bytes: [UInt8]

  /// The key of an identifier; `nil` for a scheme that is an agency's own, and for a number that is not whole: what is known
  /// to be wrong would match what it is not.
  package init?(_ identifier: Identifier) {
    let value = identifier.value
    switch identifier.scheme {
    case .nhsNumber where NHSNumber.fault(in: value) == nil: kind = .nhsNumber
    case .upn where UniquePupilNumber.faults(in: value).isEmpty: kind = .upn
    case .pnc where PoliceNationalComputerID.fault(in: value) == nil: kind = .pnc
    case .nhsNumber, .upn, .pnc, .local, .unspecified, .unrecognized: return nil
    }
    var bytes = Self.begin(kind)
    value.withCompactUppercase { bytes.append(contentsOf: $0) }
    self.bytes = bytes
  }

  /// The key of a full name, a date of birth and a postcode; `nil` unless all are there and can be read.
  package init?(name: PersonName, dateOfBirth: String, postcode: String) {
    guard let birth = CivilDate(dateOfBirth) else { return nil }
    kind = .nameBirthPostcode
    var bytes = Self.begin(kind)
    guard bytes.append(lettersOf: name.given), bytes.append(lettersOf: name.family) else { return nil }
    bytes.append(UInt8(birth.year / 100))
    bytes.append(UInt8(birth.year % 100))
    bytes.append(UInt8(birth.month))
    bytes.append(UInt8(birth.day))
    guard bytes.append(postcode: postcode) else { return nil }
    self.bytes = bytes
  }

  private static func begin(_ kind: MatchKind) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64)
    bytes.append(UInt8(truncatingIfNeeded: kind.rawValue))
    return bytes
  }

  /// Every key of a child, each once.
  package static func keys(of child: Child) -> [MatchKey] {
    var keys: [MatchKey] = []
    keys.reserveCapacity(child.identifiers.count + child.addresses.count)
    for identifier in child.identifiers {
      if let key = MatchKey(identifier), !keys.contains(key) { keys.append(key) }
    }
    guard let name = child.name else { return keys }
    for address in child.addresses {
      let key = MatchKey(name: name, dateOfBirth: child.dateOfBirth, postcode: address.postcode)
      if let key, !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}

extension [UInt8] {
  /// Adds a name's letters and a NUL, which no name holds; false if the name has none.
  fileprivate mutating func append(lettersOf name: String) -> Bool {
    let start = count
    name.withLetters { append(contentsOf: $0) }
    defer { append(0) }
    return count > start
  }

  /// Adds a postcode, in upper case and without spaces; false if it has not the form of one.
  fileprivate mutating func append(postcode: String) -> Bool {
    postcode.withCompactUppercase { characters in
      append(contentsOf: characters)
      return Postcode.isWellFormed(characters)
    }
  }
}

extension String {
  /// Lends its letters and digits in lower case: neither hyphens, apostrophes and spaces nor capitals, nor accents and how a
  /// system writes them, tell two spellings of a name apart.
  fileprivate func withLetters(_ use: (UnsafeBufferPointer<UInt8>) -> Void) {
    if utf8.allSatisfy({ $0 < 0x80 }) {
      return withCompactMapped(
        { byte in
          byte.isASCIIUppercase ? byte + 0x20 : byte.isASCIILowercase || byte.asciiDigit != nil ? byte : nil
        }, use)
    }
    // An accent that is written as a mark of its own is no letter, and falls away here.
    let kept = lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    var letters = String(String.UnicodeScalarView(kept.map { Self.unaccented[$0] ?? $0 }))
    letters.withUTF8(use)
  }

  /// The letters of Latin scripts that are written whole with their accent, and what they are without it.
  ///
  /// Source: The Unicode Standard, canonical decomposition of Latin-1 Supplement and Latin Extended-A.
  private static let unaccented: [Unicode.Scalar: Unicode.Scalar] = {
    let letters: [(plain: Unicode.Scalar, accented: String)] = [
      ("a", "àáâãäåāăą"),
      ("c", "çćĉċč"),
      ("d", "ď"),
      ("e", "èéêëēĕėęě"),
      ("g", "ĝğġģ"),
      ("h", "ĥ"),
      ("i", "ìíîïĩīĭį"),
      ("j", "ĵ"),
      ("k", "ķ"),
      ("l", "ĺļľ"),
      ("n", "ñńņň"),
      ("o", "òóôõöōŏő"),
      ("r", "ŕŗř"),
      ("s", "śŝşš"),
      ("t", "ţť"),
      ("u", "ùúûüũūŭůűų"),
      ("w", "ŵ"),
      ("y", "ýÿŷ"),
      ("z", "źżž"),
    ]
    return Dictionary(
      letters.flatMap { letter in letter.accented.unicodeScalars.map { ($0, letter.plain) } }, uniquingKeysWith: { $1 })
  }()
}
