package import CairnMessages

/// What identifies a child exactly, in one spelling, so that two agencies' records of the same child give equal bytes. Only
/// keyed tokens of these bytes leave the log.
package struct MatchKey: Hashable, Sendable {
  package let kind: MatchKind
  /// The kind's number, then what was written, in one spelling.
  package let bytes: [UInt8]

  private init(_ kind: MatchKind, _ write: (inout [UInt8]) -> Void) {
    self.kind = kind
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64)
    bytes.append(UInt8(truncatingIfNeeded: kind.rawValue))
    write(&bytes)
    self.bytes = bytes
  }

  /// The key of an identifier; `nil` for a scheme that is an agency's own, and for a number that is not whole: what is known
  /// to be wrong would match what it is not.
  package init?(_ identifier: Identifier) {
    let value = identifier.value
    switch identifier.scheme {
    case .nhsNumber where NHSNumber.fault(in: value) == nil: self.init(.nhsNumber) { $0 += value.compactUppercase }
    case .upn where UniquePupilNumber.faults(in: value).isEmpty: self.init(.upn) { $0 += value.compactUppercase }
    case .pnc where PoliceNationalComputerID.fault(in: value) == nil: self.init(.pnc) { $0 += value.compactUppercase }
    case .nhsNumber, .upn, .pnc, .local, .unspecified, .unrecognized: return nil
    }
  }

  /// The key of a full name, a date of birth and a postcode; `nil` unless all are there and can be read.
  package init?(name: PersonName, dateOfBirth: String, postcode: String) {
    let given = name.given.letters
    let family = name.family.letters
    guard !given.isEmpty, !family.isEmpty, let birth = CivilDate(dateOfBirth), let postcode = Postcode.compact(postcode)
    else { return nil }
    self.init(.nameBirthPostcode) { bytes in
      bytes += given
      // No name holds a NUL.
      bytes.append(0)
      bytes += family
      bytes.append(0)
      bytes.append(UInt8(birth.year / 100))
      bytes.append(UInt8(birth.year % 100))
      bytes.append(UInt8(birth.month))
      bytes.append(UInt8(birth.day))
      bytes += postcode
    }
  }

  /// Every key of a child, each once.
  package static func keys(of child: Child) -> [MatchKey] {
    var keys: [MatchKey] = []
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

extension String {
  /// Its letters and digits in lower case: neither hyphens, apostrophes and spaces nor capitals, nor accents and how a system
  /// writes them, tell two spellings of a name apart.
  fileprivate var letters: [UInt8] {
    if utf8.allSatisfy({ $0 < 0x80 }) {
      return utf8.compactMapped { byte in
        byte.isASCIIUppercase ? byte + 0x20 : byte.isASCIILowercase || byte.asciiDigit != nil ? byte : nil
      }
    }
    // An accent that is written as a mark of its own is no letter, and falls away here.
    let kept = lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return Array(String(String.UnicodeScalarView(kept.map { Self.unaccented[$0] ?? $0 })).utf8)
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
