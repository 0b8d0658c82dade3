internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// Who somebody acts as: an agency and a role in it, written AGENCY/ROLE.
struct Identity: Hashable, Sendable, CustomStringConvertible {
  let agencyID: AgencyID
  let role: Role

  /// The hub's operator, as whom the server's own user acts on its Unix socket.
  static let hubOperator = Identity(agencyID: .hub, role: .operator)

  init(agencyID: AgencyID, role: Role) {
    self.agencyID = agencyID
    self.role = role
  }

  var description: String { "\(agencyID)/\(role.code ?? "?")" }
}

extension Identity: ExpressibleByArgument {
  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let agencyID = AgencyID(String(parts[0])), let role = Role(code: String(parts[1])) else {
      return nil
    }
    self.init(agencyID: agencyID, role: role)
  }

  static var allValueStrings: [String] { Role.codes.map { "AGENCY/\($0.code)" } }
}
