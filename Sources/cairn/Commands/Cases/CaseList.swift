internal import ArgumentParser
internal import CairnJSON
internal import CairnMessages
internal import Foundation

/// `cairn case list`
struct CaseList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List cases, what is due next first.",
    discussion: """
      Filters can be combined, and most can be given more than once.

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

    var status: CaseStatus {
      switch self {
      case .received: .received
      case .triaged: .triaged
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

  @Flag(name: .customLong("findings"), help: "Only cases with findings.")
  var withFindings = false

  @Option(help: "What stands first.")
  var sort = Sort.due

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many at most.")
  var count = 50

  @Option(help: ArgumentHelp("Of the page before, as that one ended.", valueName: "token"))
  var page = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard (1...200).contains(count) else { throw ValidationError("--count is 1 to 200.") }
  }

  func run() async throws {
    let identity = try client.requiredIdentity()
    try await HubClient.with(client, as: identity) { hub in
      let response = try await hub.call(
        CaseServiceMethods.listCases,
        ListCasesRequest(
          context: hub.queryContext, statuses: statuses.map(\.status), rags: rags.map(\.rag), agencyIDs: agencyIDs,
          dueBeforeUs: dueWithin.map { Self.microseconds(hoursAhead: $0) } ?? 0, withFindings: withFindings,
          sort: sort.sort, pageSize: UInt32(count), pageToken: page))
      guard !client.json else { return Terminal.print([JSONText.of(response)]) }
      Terminal.print(Self.lines(response))
    }
  }

  private static func microseconds(hoursAhead hours: Int) -> Int64 {
    Int64(Date().timeIntervalSince1970 * 1_000_000) + Int64(hours) * 3_600_000_000
  }

  private static func lines(_ response: ListCasesResponse) -> [String] {
    guard !response.cases.isEmpty else { return ["No case matches."] }
    var table = Table([
      .init(title: "Due"), .init(title: "Rating"), .init(title: "Child"), .init(title: "Born"),
      .init(title: "Referred by"), .init(title: "Received"), .init(title: "Findings", alignment: .right),
      .init(title: "Case", isWhole: true),
    ])
    for entry in response.cases {
      table.add([
        Moment.text(microseconds: entry.dueAtUs), entry.rag == .unspecified ? "not rated" : entry.rag.title,
        entry.childName?.full ?? "", entry.dateOfBirth, entry.agencyID, Moment.text(microseconds: entry.receivedAtUs),
        String(entry.findingCount), entry.caseID,
      ])
    }
    let more = response.nextPageToken.isEmpty ? [] : ["", "There are more: --page \(response.nextPageToken)"]
    return table.lines(width: Terminal.width) + more
  }
}
