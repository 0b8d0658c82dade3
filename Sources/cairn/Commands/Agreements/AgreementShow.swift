internal import ArgumentParser
internal import CairnDomain
internal import CairnJSON
internal import CairnMessages

/// `cairn agreement show`
struct AgreementShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show an agreement: its terms, who gets what, and who has signed.",
    discussion: """
      \(Who.may(AgreementServiceMethods.getAgreement))

      Example: cairn agreement show kingsmere-mash --version 2 --as met/data-protection-officer
      """)

  @Argument(help: "The agreement's id.")
  var id: String

  @Option(help: ArgumentHelp("Which version. Default: the one in force, or else the last.", valueName: "number"))
  var version: UInt32?

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(AgreementServiceMethods.getAgreement) { hub in
      GetAgreementRequest(context: hub.queryContext, agreementID: id, version: version ?? 0)
    } lines: { response in
      AgreementCard(response: response, width: Terminal.width).lines
    }
  }
}

/// `cairn agreement list`
struct AgreementList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List agreements, what is to be reviewed first on top.",
    discussion: """
      With --due this is the data-protection officer's worklist: what is in force or suspended and whose day of review has come.

      \(Who.may(AgreementServiceMethods.listAgreements))

      Example: cairn agreement list --due --as hub/data-protection-officer
      """)

  @Flag(name: .customLong("due"), help: "Only those whose day of review has come.")
  var dueOnly = false

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many at most.")
  var count = 50

  @Option(parsing: .unconditional, help: ArgumentHelp("Of the page before, as that one ended.", valueName: "token"))
  var page = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard (1...200).contains(count) else { throw ValidationError("--count is 1 to 200.") }
  }

  func run() async throws {
    try await client.call(AgreementServiceMethods.listAgreements) { hub in
      ListAgreementsRequest(
        context: hub.queryContext, reviewDueOnly: dueOnly, pageSize: UInt32(count), pageToken: page)
    } lines: { response in
      Self.lines(response, width: Terminal.width)
    }
  }

  static func lines(_ response: ListAgreementsResponse, width: Int) -> [String] {
    guard !response.agreements.isEmpty else { return ["There is no such agreement."] }
    var table = Table([
      .init(title: "Agreement", isWhole: true), .init(title: "Version", alignment: .right), .init(title: "State"),
      .init(title: "Review by", isWhole: true), .init(title: "Title"),
    ])
    for entry in response.agreements {
      table.add(
        [
          entry.agreementID, "\(entry.version)", entry.status.label ?? "unknown", entry.reviewBy, entry.title,
        ], below: [notes(entry)])
    }
    let more = response.nextPageToken.isEmpty ? [] : ["", "There are more: --page \(response.nextPageToken)"]
    return table.lines(width: width) + more
  }

  private static func notes(_ entry: AgreementEntry) -> String {
    let due = entry.isReviewDue ? "REVIEW DUE since \(entry.reviewBy)" : ""
    let coming =
      entry.comingVersion == 0 || entry.comingVersion == entry.version ? "" : "version \(entry.comingVersion) is coming"
    let awaited = entry.awaitedAgencyIDs.joined(separator: ", ")
    return [due, coming, awaited.isEmpty ? "" : "to be signed by \(awaited)"].filter { !$0.isEmpty }
      .joined(separator: "; ")
  }
}
