internal import ArgumentParser
internal import CairnJSON
internal import CairnMessages

/// `cairn case`
struct CaseCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case", abstract: "See children's cases and work on them.",
    subcommands: [
      CaseList.self, CaseShow.self, CaseTimeline.self, CaseWatch.self, CaseRate.self, CaseAsk.self, CaseDecide.self,
      CaseAttach.self, CaseLinkCommand.self, CaseCorrect.self, CaseResolve.self, CaseClose.self, CaseReopen.self,
    ])
}

/// `cairn case show`
struct CaseShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a case.",
    discussion: """
      \(Who.may(CaseServiceMethods.getCase))

      Example: cairn case show 01920c5e-… --as hub/screener
      """)

  @Argument(help: "The case's id.")
  var id: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A receipt's token: wait until the view shows what it recorded.", valueName: "token"))
  var after = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let identity = try client.requiredIdentity()
    try await HubClient.with(client, as: identity) { hub in
      let response = try await hub.call(
        CaseServiceMethods.getCase, GetCaseRequest(context: hub.queryContext, caseID: id, afterToken: after))
      guard !client.json else { return try Terminal.print([JSONText.of(response)]) }
      try Terminal.print(
        CaseCard(view: response.caseView ?? CaseView(), width: Terminal.width).lines
          + WithheldTable.lines(response.withheld, width: Terminal.width))
    }
  }
}

/// `cairn case rate`
struct CaseRate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rate", abstract: "Set how urgent the hub rates a case.",
    discussion: """
      \(Who.may(CaseServiceMethods.setRag))

      Example: cairn case rate 01920c5e-… amber --because "seen by a GP yesterday" --as hub/screener
      """)

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: "red, amber or green.")
  var rating: Rating

  @Option(help: "Why: a rating without a reason is refused.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  enum Rating: String, ExpressibleByArgument, CaseIterable {
    case red, amber, green

    var rag: Rag {
      switch self {
      case .red: .red
      case .amber: .amber
      case .green: .green
      }
    }
  }

  func run() async throws {
    let identity = try client.requiredIdentity()
    try await HubClient.with(client, as: identity) { hub in
      let response = try await hub.call(
        CaseServiceMethods.setRag,
        SetRagRequest(context: hub.commandContext(), caseID: id, rag: rating.rag, rationale: because))
      try Terminal.print(client.json ? [JSONText.of(response)] : ["Case \(id) is rated \(rating.rag.title)."])
    }
  }
}
