internal import CairnMessages

/// A town that does not exist, in an authority that does not exist: area letters of postcodes that were never given out,
/// numbers at the end of the register of geographic codes.
final class Place: Sendable {
  let town: String
  /// The first part of its postcodes, less the digit.
  let postcodeArea: String
  /// A GSS code of a form that local authorities have.
  let localAuthority: String
  /// As pupil numbers begin.
  let educationAuthority: Int

  private init(town: String, postcodeArea: String, localAuthority: String, educationAuthority: Int) {
    self.town = town
    self.postcodeArea = postcodeArea
    self.localAuthority = localAuthority
    self.educationAuthority = educationAuthority
  }

  static let all = [
    Place(town: "Sampleton", postcodeArea: "ZA", localAuthority: "E06009901", educationAuthority: 991),
    Place(town: "Exampleford", postcodeArea: "ZB", localAuthority: "E06009901", educationAuthority: 991),
    Place(town: "Testbridge", postcodeArea: "ZC", localAuthority: "E08009902", educationAuthority: 992),
    Place(town: "Mockham", postcodeArea: "ZD", localAuthority: "E08009902", educationAuthority: 992),
    Place(town: "Fictley-on-Sea", postcodeArea: "ZF", localAuthority: "E10009903", educationAuthority: 993),
    Place(town: "Nowhere Regis", postcodeArea: "ZG", localAuthority: "E09009904", educationAuthority: 994),
    Place(town: "Much Imagining", postcodeArea: "ZH", localAuthority: "E07009905", educationAuthority: 995),
    Place(town: "Llansampl", postcodeArea: "ZL", localAuthority: "W06009906", educationAuthority: 996),
  ]

  static let streets = [
    "Specimen Road", "Placeholder Lane", "Sample Street", "Example Avenue", "Mockup Close", "Pretend Crescent",
    "Invention Way", "Fable Gardens", "Draft Terrace", "Model Court", "Trial Row", "Pattern Drive", "Notional Walk",
    "Dummy Square", "Storybook Rise", "Template Hill",
  ]

  private static let inwardLetters = Array("ABDEFGHJLNPQRSTUWXYZ".utf8)

  /// A home in the town.
  func address(by random: inout SeededRandom) -> Address {
    let street = "\(random.within(1...180)) \(random.pick(Self.streets))"
    let lines =
      random.happens(perMille: 400)
      ? ["Flat \(random.within(1...48))", street, town] : [street, town]
    return Address(lines: lines, postcode: postcode(by: &random), localAuthorityGss: localAuthority)
  }

  private func postcode(by random: inout SeededRandom) -> String {
    let (outward, inward) = (random.within(1...9), random.below(10))
    let (first, second) = (random.pick(Self.inwardLetters), random.pick(Self.inwardLetters))
    var text = postcodeArea
    for byte in [UInt8(0x30 + outward), 0x20, UInt8(0x30 + inward), first, second] {
      text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return text
  }
}
