internal import ArgumentParser
internal import CairnMessages
internal import Foundation

/// `cairn case ask`
struct CaseAsk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Ask agencies for information about a child.",
    discussion: """
      Each agency finds the request in its inbox. Without --within it is due by the case's rating.

      \(Who.may(InformationServiceMethods.requestInformation))

      Example: cairn case ask CASE st-marys sample-primary --for "attendances since June" --because "left alone at night" \
      --as hub/screener
      """)

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: ArgumentHelp("Whom to ask.", valueName: "agency"))
  var agencyIDs: [String]

  @Option(name: .customLong("for"), help: "What is asked.")
  var information: String

  @Option(help: "Why it is needed: what a person who decides whether to share has to know.")
  var because: String

  @Option(help: ArgumentHelp("Within so many hours.", valueName: "hours"))
  var within: Int?

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard within.map({ (1...8_784).contains($0) }) ?? true else {
      throw ValidationError("--within is 1 to 8784 hours.")
    }
  }

  func run() async throws {
    try await client.call(InformationServiceMethods.requestInformation) { hub in
      RequestInformationRequest(
        context: hub.commandContext(), caseID: id, agencyIDs: agencyIDs, information: information, reason: because,
        dueAtUs: within.map { Moment.microseconds(hoursAhead: $0) } ?? 0)
    } lines: { response in
      zip(agencyIDs, response.requestIDs).map { "Asked \($0): request \($1)" }
    }
  }
}
