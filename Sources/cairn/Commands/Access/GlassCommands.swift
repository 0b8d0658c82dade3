internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn access break-glass`
struct BreakGlassCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "break-glass", abstract: "See a case for a short time, for a reason that is reviewed afterwards.",
    discussion: """
      It is for you alone, ends by itself, and the hub is told at once.

      \(Who.may(AccessServiceMethods.breakGlass))

      Example: cairn access break-glass CASE --emergency --because "found alone at night" --as met/police-supervisor
      """)

  @Argument(help: "The case's id.")
  var id: String

  @Flag(help: "Somebody is in danger now.")
  var emergency = false

  @Option(help: "Why it cannot wait for a grant.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(AccessServiceMethods.breakGlass) { hub in
      BreakGlassRequest(context: hub.commandContext(), caseID: id, reason: because, isEmergency: emergency)
    } lines: {
      ["Grant \($0.grantID) is yours until \(Moment.text(microseconds: $0.endAtUs)). It will be reviewed."]
    }
  }
}

/// `cairn access review`
struct GlassReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Say whether a glass was broken for good reason.",
    discussion: """
      Nobody reviews their own.

      \(Who.may(AccessServiceMethods.reviewBreakGlass))

      Example: cairn access review CASE GRANT justified --because "no other way that night" --as hub/manager
      """)

  enum Finding: String, ExpressibleByArgument, CaseIterable {
    case justified
    case notJustified = "not-justified"

    var finding: GlassFinding {
      switch self {
      case .justified: .justified
      case .notJustified: .notJustified
      }
    }
  }

  @OptionGroup var grant: GrantArguments

  @Argument(help: "What was found.")
  var finding: Finding

  @Option(help: "What the finding rests on.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(AccessServiceMethods.reviewBreakGlass) { hub in
      ReviewBreakGlassRequest(
        context: hub.commandContext(), caseID: grant.caseID, grantID: grant.id, finding: finding.finding, note: because)
    } lines: { _ in
      ["Grant \(grant.id) is reviewed: \(finding.finding.label ?? "")."]
    }
  }
}
