internal import ArgumentParser
internal import CairnDomain
internal import CairnJSON
internal import CairnMessages

/// `cairn case list`
struct CaseList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List cases, what is due next first.",
    discussion: """
      Filters can be combined, and most can be given more than once. Every page of a list takes the same filters: where \
      the first was asked for with --due-within, the next ones take --due-before with the time that was meant.

      Examples:
        cairn case list --rag none --as hub/screener
        cairn case list --agency met --findings --sort received --as hub/manager
      """)

  enum RagFilter: String, ExpressibleByArgument, CaseIterable {
    case none, red, amber, green

    var rag: Rag {
      switch self {
      case .none: .unspecified
      case .red: .red
      case .amber: .amber
      case .green: .green
      }
    }
  }

  enum StatusFilter: String, ExpressibleByArgument, CaseIterable {
    case received, triaged
    case noFurtherAction = "no-further-action"
    case signposted
    case earlyHelp = "early-help"
    case accepted, closed, joined

    var status: CaseStatus {
      switch self {
      case .received: .received
      case .triaged: .triaged
      case .noFurtherAction: .noFurtherAction
      case .signposted: .signposted
      case .earlyHelp: .earlyHelp
      case .accepted: .accepted
      case .closed: .closed
      case .joined: .joined
      }
    }
  }

  enum Sort: String, ExpressibleByArgument, CaseIterable {
    case due, received

    var sort: CaseSort {
      switch self {
      case .due: .due
      case .received: .received
      }
    }
  }

  @Option(name: .customLong("status"), help: "Only these.")
  var statuses: [StatusFilter] = []

  @Option(name: .customLong("rag"), help: "Only cases rated so; none: not rated yet.")
  var rags: [RagFilter] = []

  @Option(name: .customLong("agency"), help: ArgumentHelp("Only cases referred by these.", valueName: "id"))
  var agencyIDs: [String] = []

  @Option(help: ArgumentHelp("Only cases due within so many hours, or overdue.", valueName: "hours"))
  var dueWithin: Int?

  @Option(help: ArgumentHelp("Only cases due before this time, as in 2026-12-01T09:00:00Z.", valueName: "time"))
  var dueBefore: String?

  @Flag(name: .customLong("findings"), help: "Only cases with findings.")
  var withFindings = false

  @Flag(name: .customLong("review-owed"), help: "Only cases in which a glass was broken that nobody has reviewed.")
  var withReviewOwed = false

  @Flag(name: .customLong("silent"), help: "Only cases in which an agency that was asked is silent beyond its time.")
  var withSilentRequests = false

  @Option(help: "What stands first.")
  var sort = Sort.due

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many at most.")
  var count = 50

  @Option(parsing: .unconditional, help: ArgumentHelp("Of the page before, as that one ended.", valueName: "token"))
  var page = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard (1...200).contains(count) else { throw ValidationError("--count is 1 to 200.") }
    guard dueWithin.map({ (0...87_840).contains($0) }) ?? true else {
      throw ValidationError("--due-within is 0 to 87840 hours.")
    }
    guard dueWithin == nil || dueBefore == nil else {
      throw ValidationError("--due-within and --due-before say the same in two ways: give one of them.")
    }
    guard dueBefore.map({ Moment.microseconds(rfc3339: $0) != nil }) ?? true else {
      throw ValidationError("--due-before takes a time with its offset, as in 2026-12-01T09:00:00Z.")
    }
  }

  /// Before when what is listed is due, in microseconds since 1970-01-01T00:00:00Z; 0 for all.
  private var dueBeforeMicroseconds: Int64 {
    dueWithin.map(Moment.microseconds(hoursAhead:)) ?? dueBefore.flatMap(Moment.microseconds(rfc3339:)) ?? 0
  }

  func run() async throws {
    let identity = try client.requiredIdentity()
    let dueBeforeUs = dueBeforeMicroseconds
    try await HubClient.with(client, as: identity) { hub in
      let response = try await hub.call(
        CaseServiceMethods.listCases,
        ListCasesRequest(
          context: hub.queryContext, statuses: statuses.map(\.status), rags: rags.map(\.rag), agencyIDs: agencyIDs,
          dueBeforeUs: dueBeforeUs, withFindings: withFindings, sort: sort.sort, pageSize: UInt32(count),
          pageToken: page,
          withReviewOwed: withReviewOwed,
          withSilentRequests: withSilentRequests))
      let meant = dueWithin.map { _ in Moment.rfc3339(microseconds: dueBeforeUs) } ?? dueBefore
      let next = Self.nextPage(response, filter: meant.map { "--due-before \($0) " } ?? "")
      guard client.json else {
        return try Terminal.print(Self.lines(response, width: Terminal.width, nextPage: next))
      }
      try Terminal.print([JSONText.of(response)])
      // Which time was meant the response does not say.
      if dueWithin != nil, let next { Terminal.printError(next) }
    }
  }

  /// How the next page is asked for; `nil` if there is none.
  ///
  /// - Parameter filter: options that it takes in place of those of this one.
  static func nextPage(_ response: ListCasesResponse, filter: String) -> String? {
    response.nextPageToken.isEmpty ? nil : "There are more: \(filter)--page \(response.nextPageToken)"
  }

  /// A table of the cases, and how the next page is asked for.
  static func lines(_ response: ListCasesResponse, width: Int, nextPage: String?) -> [String] {
    guard !response.cases.isEmpty else { return ["No case matches."] + Incomplete.lines(response.isIncomplete) }
    var table = Table([
      .init(title: "Due"), .init(title: "Rating"), .init(title: "Child"), .init(title: "Born"),
      .init(title: "Referred by"),
    ])
    for entry in response.cases {
      table.add(
        [
          entry.dueAtUs == 0 ? "nothing due" : Moment.short(microseconds: entry.dueAtUs),
          entry.rag == .unspecified ? "not rated" : entry.rag.title, entry.childName?.full ?? "", entry.dateOfBirth,
          entry.agencyID,
        ], below: [notes(entry), entry.caseID])
    }
    return table.lines(width: width) + (nextPage.map { ["", $0] } ?? []) + Incomplete.lines(response.isIncomplete)
  }

  private static func notes(_ entry: CaseEntry) -> String {
    let findings = entry.findingCount == 0 ? "" : "\(entry.findingCount) finding\(entry.findingCount == 1 ? "" : "s")"
    let matches =
      switch entry.matchCount {
      case 0: ""
      case 1: "possibly the same child as in another case"
      default: "possibly the same child as in \(entry.matchCount) other cases"
      }
    let due = entry.nextClock.label.map { entry.isOverdue ? "OVERDUE: \($0)" : "due: \($0)" } ?? ""
    return [due, entry.status.label ?? "", matches, findings].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
