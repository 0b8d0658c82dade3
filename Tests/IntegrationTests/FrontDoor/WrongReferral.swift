import CairnMessages

/// A referral in which everything is wrong that can be wrong at once.
enum WrongReferral {
  /// A need cannot be both missing and no code.
  static let impossibleTogether: Set<String> = ["C-143"]

  static let referral = Referral(
    children: [born, unborn, grown, toBe],
    source: "X", primaryNeed: "X",
    statements: [
      Statement(observedAt: "2099-01-02T00:00:00Z", recordedAt: "2099-01-01T00:00:00Z", aboutChildren: [0]),
      Statement(observedAt: "yesterday", category: "gossip"),
    ],
    adults: [Adult(dateOfBirth: "in May", sex: "X")])

  private static let born = Child(
    dateOfBirth: "2026-02-30", expectedDateOfDelivery: "2099-01-01", sex: "X", ethnicity: "X",
    disabilities: ["NONE", "LD", "LD", "X"],
    identifiers: [
      Identifier(scheme: .nhsNumber, value: "1"), Identifier(scheme: .nhsNumber, value: "1234567890"),
      Identifier(scheme: .upn, value: "1"), Identifier(scheme: .upn, value: "AXXXXXXXXXXX!"),
      Identifier(scheme: .upn, value: "A801200005001"), Identifier(scheme: .pnc, value: "1"),
      Identifier(scheme: .pnc, value: "2001/0171310S"), Identifier(scheme: .local, value: ""), Identifier(value: "1"),
    ],
    addresses: [Address(postcode: "X", localAuthorityGss: "X")])

  private static let unborn = Child(
    name: PersonName(family: "Vale"), expectedDateOfDelivery: "2027-03-01", sex: "F", ethnicity: "NOBT",
    identifiers: [Identifier(value: "1")])

  private static let grown = Child(
    name: PersonName(family: "Vale"), dateOfBirth: "1990-01-01", expectedDateOfDelivery: "", sex: "M",
    ethnicity: "WBRI", disabilities: ["NONE"])

  private static let toBe = Child(name: PersonName(family: "Vale"), dateOfBirth: "2099-01-01", sex: "F")
}
