internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn staff list`
struct StaffList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List who is on an agency's staff register.",
    discussion: """
      \(Who.may(StaffServiceMethods.listStaff))

      Example: cairn staff list met
      """)

  @Argument(help: "The agency's id.")
  var agency: String

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many at most.")
  var count: UInt32 = 50

  @Option(parsing: .unconditional, help: ArgumentHelp("Of the page before, as that one ended.", valueName: "token"))
  var page = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let response = try await hub.call(
        StaffServiceMethods.listStaff,
        ListStaffRequest(context: hub.queryContext, agencyID: agency, pageSize: count, pageToken: page))
      try Terminal.print(client.json ? [JSONText.of(response)] : Self.lines(response, width: Terminal.width))
    }
  }

  static func lines(_ response: ListStaffResponse, width: Int) -> [String] {
    guard !response.staff.isEmpty else { return ["Nobody is on this register."] }
    var table = Table([
      .init(title: "Person", isWhole: true), .init(title: "From"), .init(title: "Until"), .init(title: "May act as"),
    ])
    for member in response.staff {
      table.add([
        member.personID, member.fromDay, member.untilDay.isEmpty ? "open" : member.untilDay,
        member.roles.map { $0.label ?? "a role of a newer version" }.joined(separator: ", "),
      ])
    }
    let more = response.nextPageToken.isEmpty ? [] : ["", "There are more: --page \(response.nextPageToken)"]
    return table.lines(width: width) + more
  }
}
