internal import ArgumentParser
internal import CairnMessages

/// `cairn case close`
struct CaseClose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Close a case that was signposted or given early help.",
    discussion: """
      `cairn codes closure-reason` lists the reasons.

      \(Who.may(CaseServiceMethods.close))

      Example: cairn case close CASE RC7 --on 2026-11-25 --as hub/manager
      """)

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: ArgumentHelp("The reason's code, such as RC7.", valueName: "reason"))
  var reason: String

  @Option(help: ArgumentHelp("The day on which it was closed.", valueName: "YYYY-MM-DD"))
  var on: String

  @Option(help: "In words.")
  var summary = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(CaseServiceMethods.close) { hub in
      CloseRequest(context: hub.commandContext(), caseID: id, reasonCode: reason, closedOn: on, summary: summary)
    } lines: { _ in
      ["Case \(id) is closed."]
    }
  }
}

/// `cairn case reopen`
struct CaseReopen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Begin a case anew that had ended: a re-referral.",
    discussion: """
      Its clocks count from now. With --rereferral, the case that the new referral has opened is joined to it.

      \(Who.may(CaseServiceMethods.reopen))

      Example: cairn case reopen CASE --rereferral NEW --because "referred again within six weeks" --as hub/manager
      """)

  @Argument(help: "The case's id.")
  var id: String

  @Option(help: ArgumentHelp("The case that a new referral of the same child has opened.", valueName: "case"))
  var rereferral = ""

  @Option(help: "Why.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(CaseServiceMethods.reopen) { hub in
      ReopenRequest(context: hub.commandContext(), caseID: id, rereferralCaseID: rereferral, reason: because)
    } lines: { _ in
      ["Case \(id) is open again."]
    }
  }
}
