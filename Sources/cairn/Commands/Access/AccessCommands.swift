internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn access`
struct AccessCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "Say who may see one case, or may not see it at all; break the glass.",
    discussion: """
      Agreements say what agencies see of cases in general; a grant is about one case. Of several the strongest holds: an \
      exclusion before all, then a broken glass while it lives, then a specific, a standard and a basic grant. `cairn case show` \
      lists the grants of a case, `cairn case list --review-owed` the cases in which a glass was broken that nobody has \
      reviewed yet.

      Examples:
        cairn access grant CASE st-marys specific --category health-summary --because "is asked to assess" --as hub/manager
        cairn access grant CASE met excluded --to PERSON --because "the child's uncle" --as hub/manager
        cairn access break-glass CASE --emergency --because "found alone at night" --as met/police-supervisor
        cairn access review CASE GRANT justified --because "no other way that night" --as hub/manager
      """,
    subcommands: [AccessGrantCommand.self, AccessEndCommand.self, BreakGlassCommand.self, GlassReviewCommand.self])
}

/// `cairn access grant`
struct AccessGrantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant", abstract: "Give an agency or a person of it access to a case, or exclude them from it.",
    discussion: """
      basic: that there is a case; standard: what the agreement gives; specific: certain categories; excluded: the case is not \
      there for them. `cairn codes data-category` lists the categories.

      \(Who.may(AccessServiceMethods.grantAccess))

      Example: cairn access grant CASE st-marys standard --hours 48 --because "strategy discussion" --as hub/manager
      """)

  enum Level: String, ExpressibleByArgument, CaseIterable {
    case basic, standard, specific, excluded

    var level: AccessLevel {
      switch self {
      case .basic: .basic
      case .standard: .standard
      case .specific: .specific
      case .excluded: .excluded
      }
    }
  }

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: "The agency's id.")
  var agency: String

  @Argument(help: "What they may see.")
  var level: Level

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp("Only this person of it, by the id in its register.", valueName: "person"))
  var grantee: PersonID?

  @Option(
    name: .customLong("category"), help: ArgumentHelp("With specific; may be given more than once.", valueName: "code"))
  var categories: [String] = []

  @Option(help: ArgumentHelp("For so many hours from now; without it until it is ended.", valueName: "hours"))
  var hours: Int?

  @Option(help: "Why.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard hours.map({ (1...87_840).contains($0) }) ?? true else { throw ValidationError("--hours is 1 to 87840.") }
  }

  func run() async throws {
    try await client.call(AccessServiceMethods.grantAccess) { hub in
      GrantAccessRequest(
        context: hub.commandContext(), caseID: id, agencyID: agency, personID: grantee?.description ?? "",
        level: level.level, categories: categories,
        endAtUs: hours.map { Moment.microseconds(hoursAhead: $0) } ?? 0, reason: because)
    } lines: {
      ["Grant \($0.grantID) is recorded."]
    }
  }
}

/// `cairn access end`
struct AccessEndCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "End a grant before its time.",
    discussion: """
      \(Who.may(AccessServiceMethods.endAccess))

      Example: cairn access end CASE GRANT --because "no longer involved" --as hub/manager
      """)

  @OptionGroup var grant: GrantArguments

  @Option(help: "Why.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(AccessServiceMethods.endAccess) { hub in
      EndAccessRequest(
        context: hub.commandContext(), caseID: grant.caseID, grantID: grant.id, reason: because)
    } lines: { _ in
      ["Grant \(grant.id) has ended."]
    }
  }
}

/// A grant of a case.
struct GrantArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var caseID: String

  @Argument(help: ArgumentHelp("The grant's id, as the case shows it.", valueName: "grant"))
  var id: String
}
