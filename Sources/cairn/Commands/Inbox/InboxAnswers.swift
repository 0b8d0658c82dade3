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

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case fact, observed, reported, alleged, opinion

    var assertion: Assertion {
      switch self {
      case .fact: .fact
      case .observed: .observed
      case .reported: .reported
      case .alleged: .alleged
      case .opinion: .opinion
      }
    }
  }

  @OptionGroup var ids: RequestArguments

  @Option(help: ArgumentHelp("A file of statements, or - for standard input.", valueName: "file"))
  var file: String?

  @Option(help: "How far the statement can be relied on.")
  var kind: Kind?

  @Option(help: "What it says.")
  var text: String?

  @Option(help: "Who or what it rests on.")
  var source = ""

  @Option(help: ArgumentHelp("When it was seen or heard: RFC 3339 with an offset. Default: now.", valueName: "time"))
  var observedAt: String?

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard (file == nil) == (kind != nil && text != nil) else {
      throw ValidationError("Give either --file, or --kind and --text.")
    }
  }

  func run() async throws {
    try await client.call(InformationServiceMethods.respondToRequest) { hub in
      RespondToRequestRequest(
        context: hub.commandContext(), caseID: ids.caseID, requestID: ids.request, information: try information())
    } lines: { response in
      ["Request \(ids.request) is answered."] + FindingTable.lines(response.findings, width: Terminal.width)
    }
  }

  private func information() throws -> ProvidedInformation {
    if let file { return try JSONText.read(ProvidedInformation.self, fromFile: file) }
    let now = Moment.nowRFC3339
    return ProvidedInformation(statements: [
      Statement(
        assertion: kind?.assertion ?? .unspecified, text: text ?? "", source: source, observedAt: observedAt ?? now,
        recordedAt: now)
    ])
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
