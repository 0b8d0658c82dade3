internal import ArgumentParser
internal import CairnMessages

/// `cairn inbox answer`
struct InboxAnswer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Give what was asked for, in statements.",
    discussion: """
      Each statement says how far it can be relied on. For several, or for times of their own, give a file with the JSON form \
      of the message ProvidedInformation.

      \(Who.may(InformationServiceMethods.respondToRequest))

      Examples:
        cairn inbox answer REQUEST --case CASE --kind fact --text "Seen in A&E on 3 and 9 Nov" --source "A&E record" \
      --as st-marys/single-point-of-contact
        cairn inbox answer REQUEST --case CASE --file answer.json --as st-marys/single-point-of-contact
      """)

  @OptionGroup var ids: RequestArguments

  @OptionGroup(title: "Statement") var statement: StatementOptions

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(InformationServiceMethods.respondToRequest) { hub in
      RespondToRequestRequest(
        context: hub.commandContext(), caseID: ids.caseID, requestID: ids.request,
        information: try statement.information())
    } lines: { response in
      ["Request \(ids.request) is answered."] + FindingTable.lines(response.findings, width: Terminal.width)
    }
  }
}

/// `cairn inbox nil`
struct InboxNil: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nil", abstract: "Say that your agency holds nothing that was asked for.",
    discussion: """
      \(Who.may(InformationServiceMethods.respondToRequest))

      Example: cairn inbox nil REQUEST --case CASE --note "no record under either name" --as st-marys/single-point-of-contact
      """)

  @OptionGroup var ids: RequestArguments

  @Option(help: "Where was looked, or what else is worth knowing.")
  var note = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(InformationServiceMethods.respondToRequest) { hub in
      RespondToRequestRequest(
        context: hub.commandContext(), caseID: ids.caseID, requestID: ids.request, nilReturn: NilReturn(note: note))
    } lines: { _ in
      ["Request \(ids.request) is answered: nothing is held."]
    }
  }
}

/// `cairn inbox decline`
struct InboxDecline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decline", abstract: "Decline to share what was asked for, with the reason.",
    discussion: """
      `cairn codes decline-reason` lists the reasons.

      \(Who.may(InformationServiceMethods.respondToRequest))

      Example: cairn inbox decline REQUEST --case CASE --reason RISK_TO_ANOTHER --because "…" \
      --as met/single-point-of-contact
      """)

  @OptionGroup var ids: RequestArguments

  @Option(help: ArgumentHelp("The reason's code.", valueName: "code"))
  var reason: String

  @Option(help: "The reason in words.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(InformationServiceMethods.respondToRequest) { hub in
      RespondToRequestRequest(
        context: hub.commandContext(), caseID: ids.caseID, requestID: ids.request,
        declined: Declined(reasonCode: reason, reason: because))
    } lines: { _ in
      ["Request \(ids.request) is declined."]
    }
  }
}
