internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn staff`
struct StaffCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "Keep the staff registers: who may act for an agency, and in which roles.",
    discussion: """
      A register knows people by ids and holds no names: an agency keeps for itself whose id is whose. Whoever calls with a proven \
      agency must act as a person who is on its register today, in a role that they hold; people say who they are with \
      --person ID or $CAIRN_PERSON. The hub's operator registers an agency's first data-protection officer, who registers \
      the others.

      Examples:
        cairn staff add met --role data-protection-officer
        cairn staff add met PERSON --role referrer --role single-point-of-contact --until 2027-03-31
        cairn staff change met PERSON --role referrer
        cairn staff end met PERSON
        cairn staff list met
      """,
    subcommands: [StaffAdd.self, StaffChange.self, StaffEnd.self, StaffList.self])
}

/// The roles that a command gives a person.
struct RoleOptions: ParsableArguments {
  @Option(
    name: .customLong("role"),
    help: ArgumentHelp(
      "May act as; may be given more than once. One of: \(Role.codes.map(\.code).joined(separator: ", ")).",
      valueName: "role"))
  var roles: [RoleArgument] = []

  func validate() throws {
    guard !roles.isEmpty else { throw ValidationError("Say in which roles they may act: --role ROLE.") }
  }
}

/// A role as the command line spells it, such as "referrer".
struct RoleArgument: ExpressibleByArgument {
  let role: Role

  init?(argument: String) {
    guard let role = Role(code: argument) else { return nil }
    self.role = role
  }
}

/// A person of a register.
struct MemberArguments: ParsableArguments {
  @Argument(help: "The agency's id.")
  var agency: String

  @Argument(help: "The person's id in its register.")
  var person: PersonID
}
