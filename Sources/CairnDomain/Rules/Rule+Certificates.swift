/// What a request about certificates must be.
extension Rule {
  static let systemForm = Rule(
    "C-081", "A system's name has its form", source: RuleSource.contract, .refuse(reason: "MALFORMED_SYSTEM"),
    message: "must be 1 to 40 of a-z, 0-9 and \"-\", beginning with a letter")
  static let signingRequest = Rule(
    "C-082", "A signing request is for a P-256 key that its sender holds", source: RuleSource.contract,
    .refuse(reason: "MALFORMED_SIGNING_REQUEST"),
    message: "must be a PKCS #10 request in DER, for a P-256 key and signed by it")
  static let certificateDays = Rule(
    "C-083", "A certificate is short-lived", source: RuleSource.contract, .refuse(reason: "DAYS_OUT_OF_RANGE"),
    message: "must be 1 to 90, or 0 for 30")
  static let oneOrAll = Rule(
    "C-084", "One certificate is revoked, or all of an agency", source: RuleSource.contract,
    .refuse(reason: "ONE_OR_ALL"), message: "must be given, or else `all`, and not both")
  static let serialForm = Rule(
    "C-085", "A serial number has its form", source: RuleSource.contract, .refuse(reason: "MALFORMED_SERIAL"),
    message: "must be 32 hexadecimal digits in lower case, as the list of certificates shows them")

  static let ofCertificates: [Rule] = [systemForm, signingRequest, certificateDays, oneOrAll, serialForm]
}
