package import CairnMessages

/// One cell that is allowed: a role of certain agencies may call a method. What no cell allows is refused.
package struct Permission: Hashable, Sendable {
  /// Which agencies a role must belong to.
  package enum Agencies: Hashable, Sendable {
    /// The hub itself. Being an agency of the kind "hub" is not enough: neighbouring hubs are registered as such.
    case hubItself
    /// Registered agencies of one kind.
    case kind(AgencyKind)
    /// Every registered agency, the hub among them.
    case anyRegistered
  }

  /// Path of the method, such as `/cairn.v1.CaseService/GetCase`.
  package let method: String
  /// The role.
  package let role: Role
  /// The role's agencies.
  package let agencies: Agencies
}

extension Permission.Agencies {
  /// Whether an agency is among them.
  func contain(_ agencyID: AgencyID, kind: AgencyKind) -> Bool {
    switch self {
    case .hubItself: agencyID == .hub
    case .kind(let required): kind == required
    case .anyRegistered: true
    }
  }
}
