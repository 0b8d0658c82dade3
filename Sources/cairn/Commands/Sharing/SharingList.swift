internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn sharing list`
struct SharingListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List decisions to share or to withhold, the latest first.",
    discussion: """
      \(Who.may(SharingServiceMethods.listSharingDecisions)) An agency's own officer is shown what its own people decided.

      Example: cairn sharing list --withheld --as hub/data-protection-officer
      """)

  @Option(name: .customLong("case"), help: ArgumentHelp("Only those in this case.", valueName: "id"))
  var caseID = ""

  @Flag(help: "Only those to share.")
  var shared = false

  @Flag(help: "Only those to withhold.")
  var withheld = false

  @Option(name: .customLong("page-size"), help: "How many at a time, up to 200.")
  var pageSize: UInt32 = 50

  @Option(
    name: .customLong("page"), parsing: .unconditional,
    help: ArgumentHelp("The token of the page before.", valueName: "token"))
  var pageToken = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard !shared || !withheld else { throw ValidationError("Give --shared or --withheld, or neither for both.") }
  }

  func run() async throws {
    try await client.call(SharingServiceMethods.listSharingDecisions) { hub in
      ListSharingDecisionsRequest(
        context: hub.queryContext, caseID: caseID, outcome: shared ? .share : withheld ? .withhold : .unspecified,
        pageSize: pageSize, pageToken: pageToken)
    } lines: { response in
      SharingDecisionTable.lines(response, width: Terminal.width)
    }
  }
}
