internal import ArgumentParser

/// Which information, and between whom.
struct SharedInformation: ParsableArguments {
  @Option(name: .customLong("with"), help: ArgumentHelp("To whom, or from whom it is withheld.", valueName: "agency"))
  var recipient: String

  @Option(
    name: .customLong("about"), help: ArgumentHelp("Which information, described and not repeated.", valueName: "text"))
  var information: String

  @Option(name: .customLong("category"), help: ArgumentHelp("Of data; may be given more than once.", valueName: "code"))
  var categories: [String] = []

  @Option(help: ArgumentHelp("The request that it answers.", valueName: "id"))
  var request = ""

  @Option(help: "Where your agency keeps it.")
  var reference = ""

  @Option(help: ArgumentHelp("Of it, as it was decided on: 64 hexadecimal digits.", valueName: "digest"))
  var sha256 = ""

  /// The digest's bytes; none if it was not given.
  func digest() throws -> [UInt8] {
    guard !sha256.isEmpty else { return [] }
    guard let bytes = Hexadecimal.bytes(sha256) else {
      throw ValidationError("--sha256 is hexadecimal: two digits for each byte.")
    }
    return bytes
  }
}

/// The tests that a decision was put to.
struct SharingGrounds: ParsableArguments {
  @Option(help: "Why it is relevant to the child's safety or welfare, or is not.")
  var relevance: String

  @Option(help: "Which function of the recipient it helps with.")
  var function = ""

  @Option(help: "What harm to the child was considered, and how it was weighed.")
  var detriment: String

  @Option(help: ArgumentHelp("UK GDPR Art 6(1): a, c, d, e, ea, f.", valueName: "code"))
  var basis = ""

  @Option(help: "The enactment by which it may be shared.")
  var gateway = ""

  @Option(help: ArgumentHelp("Why nobody was asked for consent.", valueName: "code"))
  var withoutConsent = ""

  @Option(help: ArgumentHelp("Why it is withheld.", valueName: "code"))
  var reason = ""

  @Flag(help: "The person whose information it is was told.")
  var informed = false

  @Option(help: ArgumentHelp("Why they were not told.", valueName: "text"))
  var notInformed: String?

  @Option(help: ArgumentHelp("Who was; may be given more than once.", valueName: "who"))
  var consulted: [String] = []

  @Option(help: ArgumentHelp("Under which it is shared.", valueName: "id"))
  var agreement = ""

  @Option(help: ArgumentHelp("Its version.", valueName: "number"))
  var agreementVersion: UInt32 = 0

  @Option(help: ArgumentHelp("Why it could not wait for an agreement.", valueName: "text"))
  var withoutAgreement = ""
}
