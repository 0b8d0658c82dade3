package import CairnMessages

extension Actor {
  /// What the actor's agency must have to do with a case for a method, if they may call it at all.
  package func relationship(for method: String) -> Permission.Relationship {
    let allowed = Permission.of(method).filter {
      $0.role == role && ($0.agencies != .hubItself || agencyID == .hub)
    }
    return (allowed.first { $0.relationship == .none } ?? allowed.first)?.relationship ?? .none
  }

  /// Whether the actor may call a method at all, and what their agency must have to do with a case for it.
  ///
  /// - Parameters:
  ///   - method: path of the method, such as `/cairn.v1.CaseService/GetCase`.
  ///   - concerned: the agency that the call is about; `nil` if it is about none.
  ///   - agencyKind: the kind under which the actor's agency is registered, `nil` if it is not; not asked of the hub.
  /// - Returns: what is to be asked of each case, which whoever reads the case or decides on it holds it to.
  /// - Throws: `Rejection` AGENCY_UNKNOWN or NOT_PERMITTED.
  @discardableResult
  package func authorise(
    _ method: String, concerning concerned: AgencyID? = nil, agencyKind: AgencyKind?
  ) throws(Rejection) -> Permission.Relationship {
    guard let kind = agencyID == .hub ? .hub : agencyKind else {
      throw Rejection(
        .permissionDenied, reason: "AGENCY_UNKNOWN",
        message: "the agency is not registered with this hub: ask its operator to register it")
    }
    let allowed = Permission.of(method).filter { permission in
      permission.role == role && permission.agencies.contain(agencyID, kind: kind)
        && (permission.relationship != .itself || concerned == agencyID)
    }
    guard let permission = allowed.first(where: { $0.relationship == .none }) ?? allowed.first else {
      throw Rejection(
        .permissionDenied, reason: "NOT_PERMITTED",
        message: "this role of this agency may not call \(method): act in another role, or ask the hub")
    }
    return permission.relationship
  }
}
