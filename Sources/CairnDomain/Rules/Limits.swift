/// How much a command may hold. Texts are counted in bytes of UTF-8.
package enum Limits {
  /// How far the sender's clock may be ahead of the server's.
  static let clockAheadMicroseconds: Int64 = 5 * 60 * 1_000_000
  /// Faults that one answer lists.
  static let faultsMax = 256

  /// Children of one referral.
  package static let childrenMax = 20
  /// Statements of one referral.
  package static let statementsMax = 200
  /// Adults of one referral.
  package static let adultsMax = 20
  /// Agencies that one request asks.
  package static let askedAgenciesMax = 20
  /// Requests for information in one case.
  package static let requestsMax = 200
  /// How far ahead a request may be due.
  static let requestDaysMax: Int64 = 366
  /// Links of one case.
  static let linksMax = 100
  /// People of one agency's staff register.
  static let staffMax = 10_000
  /// Grants of one case, and as many times that its glass is broken.
  static let grantsMax = 200
  /// Decisions to share or to withhold in one case.
  static let sharingDecisionsMax = 1_000
  /// People who were consulted about one.
  static let consultedMax = 20
  /// A SHA-256 digest.
  static let sha256Bytes = 32
  /// Seals that stand in one case, of the case as a whole and of each agency.
  static let sealsMax = 100
  /// Readers whom one seal names.
  static let sealReadersMax = 100
  /// Parties that a decision was told to.
  static let toldMax = 20
  static let alsoKnownAsMax = 20
  static let disabilitiesMax = 20
  static let identifiersMax = 20
  static let addressesMax = 20
  static let addressLinesMax = 10

  /// Parties of one agreement.
  static let partiesMax = 60
  /// Cells of an agreement's matrix.
  static let cellsMax = 500
  /// Entries of every other list in an agreement.
  static let termsMax = 100
  /// Versions of one agreement.
  static let agreementVersionsMax: UInt32 = 200
  /// A term of an agreement that is a sentence or two.
  static let termBytesMax = 2_000
  /// What an agreement says of security.
  static let securityBytesMax = 20_000
  /// An Ed25519 public key.
  static let publicKeyBytes = 32
  /// An Ed25519 signature.
  static let signatureBytes = 64

  /// What happened, in the referrer's words.
  package static let narrativeBytesMax = 100_000
  /// The text of one statement.
  package static let statementBytesMax = 20_000
  /// The reason of a decision.
  package static let rationaleBytesMax = 20_000
  static let statementSourceBytesMax = 1_000
  static let nameBytesMax = 200
  /// Everything that fits on a line of a form. Wide even for codes and dates: people write "spring, says his aunt" into
  /// them, and that is a finding, no reason to turn a referral away.
  static let shortTextBytesMax = 200
  static let emailBytesMax = 320
  /// The time of a command.
  static let timeBytesMax = 64
  static let tokenBytesMax = 1_024
}
