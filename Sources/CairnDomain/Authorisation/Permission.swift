package import CairnMessages

/// One cell that is allowed: a role of certain agencies may call a method, if its agency has to do with the case. What no
/// cell allows is refused.
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

  /// What the agency must have to do with the case, or with the agency, that a call is about.
  package enum Relationship: Hashable, Sendable {
    /// Nothing.
    case none
    /// It made the referral: it is shown what became of it, and nothing else.
    case referring
    /// It was asked for information about the child.
    case asked
    /// It was asked for information about the child, or was given access to the case.
    case given
    /// It is the agency that the call is about.
    case itself
    /// It placed the seal that the call is about, in this role.
    case sealing
    /// Of no case, but of an agreement: it is a party.
    case party
  }

  /// Path of the method, such as `/cairn.v1.CaseService/GetCase`.
  package let method: String
  /// The role.
  package let role: Role
  /// The role's agencies.
  package let agencies: Agencies
  package let relationship: Relationship
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

  /// As people read it.
  package var label: String {
    switch self {
    case .hubItself: "the hub"
    case .kind(let kind): kind.label ?? ""
    case .anyRegistered: "any registered agency"
    }
  }
}

extension Permission.Relationship {
  /// As people read it.
  package var label: String {
    switch self {
    case .none: ""
    case .referring: "that made the referral"
    case .asked: "that was asked for information"
    case .given: "that was asked for information or given access"
    case .itself: "that the call is about"
    case .sealing: "that sealed it in this role"
    case .party: "that is a party"
    }
  }
}
