internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn seal`
struct SealCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Keep a case, what is known of where a family lives, or what you contribute, from all but a few.",
    discussion: """
      To whom a seal is not open, what it covers is not there: not in views, lists, searches, counts or timelines, and no glass \
      that is broken opens it. It is open to whoever acts for your agency in the role in which you placed it, and to the readers \
      whom you name. `cairn codes seal-ground` lists the grounds; `cairn case show` the seals that are open to you.

      Examples:
        cairn seal case CASE --ground member-of-staff --reader hub/PERSON --because "a screener's nephew" --as hub/manager
        cairn seal categories CASE location contact --ground refuge --because "moved tonight" --as met/police-supervisor
        cairn seal contribute CASE --ground police-sensitive --kind reported --text "…" --because "would show who said it" \
      --as met/police-supervisor
        cairn seal release CASE SEAL --because "the trial is over" --as met/police-supervisor
      """,
    subcommands: [
      SealCaseCommand.self, SealCategoriesCommand.self, SealContributeCommand.self, SealReleaseCommand.self,
    ])
}

/// On which terms something is sealed.
struct SealOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The ground's code.", valueName: "code"))
  var ground: String

  @Option(
    name: .customLong("reader"),
    help: ArgumentHelp("Who else may see it; may be given more than once.", valueName: "agency[/person]"))
  var readers: [SealReaderArgument] = []

  @Option(help: "Why.")
  var because: String
}

/// An agency, or one person of it.
struct SealReaderArgument: ExpressibleByArgument {
  let reader: SealReader

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts.contains(where: \.isEmpty) else { return nil }
    reader = SealReader(agencyID: String(parts[0]), personID: parts.count == 2 ? String(parts[1]) : "")
  }
}

/// `cairn seal case`
struct SealCaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case", abstract: "Seal a case as a whole.",
    discussion: """
      \(Who.may(SealServiceMethods.sealCase))

      Example: cairn seal case CASE --ground adoption --reader council --because "placed for adoption" --as hub/manager
      """)

  @Argument(help: "The case's id.")
  var id: String

  @OptionGroup var seal: SealOptions

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(SealServiceMethods.sealCase) { hub in
      SealCaseRequest(
        context: hub.commandContext(), caseID: id, ground: seal.ground, readers: seal.readers.map(\.reader),
        reason: seal.because)
    } lines: {
      ["Seal \($0.sealID) is placed on the case."]
    }
  }
}

/// `cairn seal categories`
struct SealCategoriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "categories", abstract: "Seal categories of data in a case, whoever contributed them.",
    discussion: """
      `cairn codes data-category` lists them. What people wrote in words is sealed only as far as they classified it so.

      \(Who.may(SealServiceMethods.sealCategories))

      Example: cairn seal categories CASE location contact --ground protected-address --because "at risk" --as hub/manager
      """)

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: "Codes of categories.")
  var categories: [String]

  @OptionGroup var seal: SealOptions

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(SealServiceMethods.sealCategories) { hub in
      SealCategoriesRequest(
        context: hub.commandContext(), caseID: id, categories: categories, ground: seal.ground,
        readers: seal.readers.map(\.reader), reason: seal.because)
    } lines: {
      ["Seal \($0.sealID) is placed on \(categories.joined(separator: ", "))."]
    }
  }
}

/// `cairn seal contribute`
struct SealContributeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contribute", abstract: "Contribute information to a case under seal.",
    discussion: """
      For several statements, or for times of their own, give a file with the JSON form of the message ProvidedInformation.

      \(Who.may(SealServiceMethods.contributeSealed))

      Example: cairn seal contribute CASE --ground confidential-source --kind reported --text "…" --because "at risk" \
      --as met/police-supervisor
      """)

  @Argument(help: "The case's id.")
  var id: String

  @OptionGroup(title: "Statement") var statement: StatementOptions

  @OptionGroup var seal: SealOptions

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(SealServiceMethods.contributeSealed) { hub in
      ContributeSealedRequest(
        context: hub.commandContext(), caseID: id, information: try statement.information(), ground: seal.ground,
        readers: seal.readers.map(\.reader), reason: seal.because)
    } lines: {
      ["It is recorded under seal \($0.sealID)."] + FindingTable.lines($0.findings, width: Terminal.width)
    }
  }
}

/// `cairn seal release`
struct SealReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Release a seal: what it covers is shown from now on as agreements and grants allow.",
    discussion: """
      \(Who.may(SealServiceMethods.releaseSeal))

      Example: cairn seal release CASE SEAL --because "the trial is over" --as met/police-supervisor
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var caseID: String

  @Argument(help: ArgumentHelp("The seal's id, as the case shows it.", valueName: "seal"))
  var sealID: String

  @Option(help: "Why.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(SealServiceMethods.releaseSeal) { hub in
      ReleaseSealRequest(context: hub.commandContext(), caseID: caseID, sealID: sealID, reason: because)
    } lines: { _ in
      ["Seal \(sealID) is released."]
    }
  }
}
