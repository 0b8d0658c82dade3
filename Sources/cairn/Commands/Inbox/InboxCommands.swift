internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn inbox`
struct InboxCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inbox", abstract: "See what your agency was asked, and answer.",
    subcommands: [InboxList.self, InboxAnswer.self, InboxNil.self, InboxDecline.self])
}

/// `cairn inbox list`
struct InboxList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the requests to your agency, what is due next first.",
    discussion: """
      \(Who.may(InformationServiceMethods.listInformationRequests))

      Example: cairn inbox list --as st-marys/single-point-of-contact
      """)

  @Flag(name: .customLong("all"), help: "Also those that were answered or are not needed any more.")
  var withEnded = false

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many at most.")
  var count: UInt32 = 50

  @Option(parsing: .unconditional, help: ArgumentHelp("Of the page before, as that one ended.", valueName: "token"))
  var page = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(InformationServiceMethods.listInformationRequests) { hub in
      ListInformationRequestsRequest(
        context: hub.queryContext, withEnded: withEnded, pageSize: count, pageToken: page)
    } lines: {
      InboxCard.lines($0, width: Terminal.width)
    }
  }
}

/// The ids that an answer names.
struct RequestArguments: ParsableArguments {
  @Argument(help: "The request's id.")
  var request: String

  @Option(name: .customLong("case"), help: ArgumentHelp("The case's id, as the inbox gives it.", valueName: "id"))
  var caseID: String
}
