internal import ArgumentParser
internal import CairnMessages

/// `cairn staff add`
struct StaffAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Register a person of an agency: a joiner, or one who comes back.",
    discussion: """
      \(Who.may(StaffServiceMethods.registerStaff))

      Example: cairn staff add met --role referrer --from 2026-12-01
      """)

  @Argument(help: "The agency's id.")
  var agency: String

  @Argument(help: ArgumentHelp("Their id. Without it they are given a new one, which is printed.", valueName: "person"))
  var person: PersonID?

  @OptionGroup var roles: RoleOptions

  @Option(help: ArgumentHelp("The first day on which they may act; today if none is given.", valueName: "YYYY-MM-DD"))
  var from = ""

  @Option(help: ArgumentHelp("The last one; until they leave if none is given.", valueName: "YYYY-MM-DD"))
  var until = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let id = person ?? PersonID(hub.newID())
      let response = try await hub.call(
        StaffServiceMethods.registerStaff,
        RegisterStaffRequest(
          context: hub.commandContext(), agencyID: agency,
          member: StaffMember(
            personID: id.description, roles: roles.roles.map(\.role), fromDay: from, untilDay: until)))
      try Terminal.print(client.json ? [JSONText.of(response)] : ["Registered \(id) with \(agency)."])
    }
  }
}

/// `cairn staff change`
struct StaffChange: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change", abstract: "Give a person other roles, in place of those that they had.",
    discussion: """
      To give them another time, end the one that they have and add them anew.

      \(Who.may(StaffServiceMethods.changeStaffRoles))

      Example: cairn staff change met PERSON --role single-point-of-contact
      """)

  @OptionGroup var member: MemberArguments

  @OptionGroup var roles: RoleOptions

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let response = try await hub.call(
        StaffServiceMethods.changeStaffRoles,
        ChangeStaffRolesRequest(
          context: hub.commandContext(), agencyID: member.agency, personID: member.person.description,
          roles: roles.roles.map(\.role)))
      try Terminal.print(client.json ? [JSONText.of(response)] : ["Changed \(member.person) of \(member.agency)."])
    }
  }
}

/// `cairn staff end`
struct StaffEnd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "Take a person who leaves off a register, at once.",
    discussion: """
      From the answer on they may not act, and what they are watching ends.

      \(Who.may(StaffServiceMethods.endStaff))

      Example: cairn staff end met PERSON
      """)

  @OptionGroup var member: MemberArguments

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let response = try await hub.call(
        StaffServiceMethods.endStaff,
        EndStaffRequest(
          context: hub.commandContext(), agencyID: member.agency, personID: member.person.description))
      try Terminal.print(client.json ? [JSONText.of(response)] : ["\(member.person) has left \(member.agency)."])
    }
  }
}
