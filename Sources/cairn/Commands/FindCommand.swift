internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn find`
struct FindCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: "Find a child's cases by what identifies them exactly, before another one is made.",
    discussion: """
      \(Who.may(PeopleServiceMethods.findPeople))

      Examples:
        cairn find --nhs 9434765870 --as hub/screener
        cairn find --given Mira --family Example --born 2018-04-12 --postcode "SW1A 1AA" --as hub/screener
      """)

  @Option(help: ArgumentHelp("NHS number.", valueName: "number")) var nhs: [String] = []
  @Option(help: ArgumentHelp("Unique pupil number.", valueName: "number")) var upn: [String] = []
  @Option(help: ArgumentHelp("PNC id.", valueName: "id")) var pnc: [String] = []
  @Option(help: "Given name; with family name, birth and postcode.") var given = ""
  @Option(help: "Family name.") var family = ""
  @Option(help: ArgumentHelp("Date of birth.", valueName: "YYYY-MM-DD")) var born = ""
  @Option(help: "Postcode.") var postcode = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(PeopleServiceMethods.findPeople) { hub in
      FindPeopleRequest(
        context: hub.queryContext,
        identifiers: nhs.map { Identifier(scheme: .nhsNumber, value: $0) }
          + upn.map { Identifier(scheme: .upn, value: $0) } + pnc.map { Identifier(scheme: .pnc, value: $0) },
        name: given.isEmpty && family.isEmpty ? nil : PersonName(given: given, family: family), dateOfBirth: born,
        postcode: postcode)
    } lines: { response in
      Self.lines(response)
    }
  }

  private static func lines(_ response: FindPeopleResponse) -> [String] {
    guard !response.people.isEmpty else {
      return ["No case of such a child is here."] + Incomplete.lines(response.isIncomplete)
    }
    var table = Table([
      .init(title: "Child"), .init(title: "Born"), .init(title: "Status"), .init(title: "Equal"),
    ])
    for person in response.people {
      let entry = person.caseEntry ?? CaseEntry()
      table.add(
        [
          entry.childName?.full ?? "", entry.dateOfBirth, entry.status.label ?? "",
          person.matchedOn.compactMap(\.label).joined(separator: ", "),
        ], below: [entry.caseID])
    }
    return table.lines(width: Terminal.width) + (response.hasMore ? ["", "There are more."] : [])
      + Incomplete.lines(response.isIncomplete)
  }
}
