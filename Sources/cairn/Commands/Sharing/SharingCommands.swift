internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn sharing`
struct SharingCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sharing", abstract: "Put decisions to share or to withhold information on record, and list them.",
    discussion: """
      A decision says what it is about and why it is relevant, what harm was considered, on what basis and who was consulted, so that \
      it can be understood years later. `cairn case show` shows those of a case.

      Examples:
        cairn sharing record CASE share --with hub --about "two call-outs in November" --category police-event \
      --relevance "shows a pattern" --function "deciding the threshold" --detriment "none that outweighs it" --basis e \
      --gateway "Children Act 2004 s16LA" --agreement local-hub --agreement-version 1 --not-informed "would warn him" \
      --as met/police-supervisor
        cairn sharing list --withheld --as met/data-protection-officer
      """,
    subcommands: [SharingRecordCommand.self, SharingListCommand.self])
}

/// `cairn sharing record`
struct SharingRecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Put a decision on record.",
    discussion: """
      To share needs the function that it helps with, a basis and a gateway, and an agreement or why it could not wait for one. To \
      withhold needs a reason: `cairn codes decline-reason`. `cairn codes article-6-basis` and `cairn codes consent-reason` list the \
      others.

      \(Who.may(SharingServiceMethods.recordSharingDecision))

      Example: cairn sharing record CASE withhold --with hub --about "a source's report" --category intelligence --relevance "untested" \
      --detriment "the source would be at risk" --reason RISK_TO_ANOTHER --not-informed "would show the source" \
      --as met/police-supervisor
      """)

  enum Outcome: String, ExpressibleByArgument, CaseIterable {
    case share, withhold

    var outcome: SharingOutcome {
      switch self {
      case .share: .share
      case .withhold: .withhold
      }
    }
  }

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: "What was decided.")
  var outcome: Outcome

  @OptionGroup(title: "What it is about") var subject: SharedInformation

  @OptionGroup(title: "What it rests on") var grounds: SharingGrounds

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard grounds.informed != (grounds.notInformed != nil) else {
      throw ValidationError("Give either --informed, or --not-informed with the reason.")
    }
  }

  func run() async throws {
    let decision = try decision()
    try await client.call(SharingServiceMethods.recordSharingDecision) { hub in
      RecordSharingDecisionRequest(context: hub.commandContext(), caseID: id, decision: decision)
    } lines: {
      ["Decision \($0.decisionID) is recorded."]
    }
  }

  private func decision() throws -> SharingDecision {
    SharingDecision(
      recipientAgencyID: subject.recipient, outcome: outcome.outcome, requestID: subject.request,
      information: subject.information, categories: subject.categories, reference: subject.reference,
      sha256: try subject.digest(), relevance: grounds.relevance, functionFacilitated: grounds.function,
      detrimentConsidered: grounds.detriment, article6Basis: grounds.basis, legalGateway: grounds.gateway,
      consentReasonCode: grounds.withoutConsent, withheldReasonCode: grounds.reason, personInformed: grounds.informed,
      notInformedReason: grounds.notInformed ?? "", consulted: grounds.consulted, agreementID: grounds.agreement,
      agreementVersion: grounds.agreementVersion, withoutAgreementReason: grounds.withoutAgreement)
  }
}

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
