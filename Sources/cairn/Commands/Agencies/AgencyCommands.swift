internal import ArgumentParser
internal import CairnDomain
internal import CairnJSON
internal import CairnMessages

/// `cairn agency`
struct AgencyCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agency", abstract: "Register the agencies that work together in this hub, and enrol their systems.",
    subcommands: [
      AgencyAdd.self, AgencyList.self, AgencyEnrol.self, AgencyRenew.self, AgencyRevoke.self, AgencyCertificates.self,
      AgencySigningKey.self,
    ])
}

/// `cairn agency add`
struct AgencyAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Register an agency.",
    discussion: "Example: cairn agency add met --kind police --name \"Metropolitan Police\"")

  @Argument(help: "The agency's id: 2 to 40 of a-z, 0-9 and \"-\", beginning with a letter.")
  var id: String

  @Option(help: ArgumentHelp("One of: \(AgencyKind.codes.map(\.code).joined(separator: ", ")).", valueName: "kind"))
  var kind: AgencyKind

  @Option(help: "As people know it.")
  var name: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let response = try await hub.call(
        AgencyServiceMethods.registerAgency,
        RegisterAgencyRequest(
          context: hub.commandContext(), agency: Agency(agencyID: id, kind: kind, name: name)))
      try Terminal.print(client.json ? [JSONText.of(response)] : ["Registered \(id), \(name)."])
    }
  }
}

/// `cairn agency list`
struct AgencyList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the agencies of this hub.")

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let response = try await hub.call(
        AgencyServiceMethods.listAgencies, ListAgenciesRequest(context: hub.queryContext))
      guard !client.json else { return try Terminal.print([JSONText.of(response)]) }
      var table = Table([.init(title: "Agency"), .init(title: "Kind"), .init(title: "Name")])
      for agency in response.agencies { table.add([agency.agencyID, agency.kind.label ?? "unknown", agency.name]) }
      try Terminal.print(table.lines(width: Terminal.width))
    }
  }
}

extension AgencyKind: ExpressibleByArgument {
  /// Reads the kind as the command line spells it, such as "social-care".
  public init?(argument: String) {
    self.init(code: argument)
  }
}
