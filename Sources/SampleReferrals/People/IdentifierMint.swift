internal import CairnDomain
internal import CairnMessages

/// Gives out identifiers that nobody has: NHS numbers of the synthetic range, pupil numbers of authorities that do not
/// exist, PNC ids from a running number.
struct IdentifierMint: Sendable {
  private var nhsSerial: Int
  private var upnSerial: Int
  private var pncSerial: Int

  /// Of the 10⁸ stems that begin with 9, about one in eleven has no check digit.
  private static let nhsStems = 100_000_000

  init(by random: inout SeededRandom) {
    nhsSerial = random.below(Self.nhsStems)
    upnSerial = random.below(1_000)
    pncSerial = random.below(1_000_000)
  }

  /// Begins with 9; comes again only after some 90 million.
  mutating func nhsNumber() -> Identifier {
    while true {
      nhsSerial = (nhsSerial + 1) % Self.nhsStems
      // Multiplying by a number prime to the range visits every stem, and neighbours look unlike each other.
      let stem = 9 * Self.nhsStems + nhsSerial * 61_803_399 % Self.nhsStems
      if let check = NHSNumber.checkDigit(ofStem: stem) {
        return Identifier(scheme: .nhsNumber, value: TimeText.number(stem * 10 + check, digits: 10))
      }
    }
  }

  /// - Parameters:
  ///   - school: four digits.
  ///   - year: in which it was given.
  mutating func upn(authority: Int, school: Int, year: Int) -> Identifier {
    upnSerial = (upnSerial + 1) % 1_000
    let digits = ((authority * 10_000 + school) * 100 + year % 100) * 1_000 + upnSerial
    let rest = TimeText.number(digits, digits: 12)
    return Identifier(scheme: .upn, value: UniquePupilNumber.checkLetter(ofDigits: digits) + rest)
  }

  /// - Parameter year: in which the person came to the notice of the police.
  mutating func pnc(year: Int) -> Identifier {
    pncSerial = (pncSerial + 7) % 1_000_000
    let letter = PoliceNationalComputerID.checkLetter(year: year, serial: pncSerial)
    return Identifier(
      scheme: .pnc, value: TimeText.number(year, digits: 4) + "/" + TimeText.number(pncSerial, digits: 7) + letter)
  }
}
