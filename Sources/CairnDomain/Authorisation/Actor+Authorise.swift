package import CairnMessages

extension Actor {
  /// Whether the actor may call a method at all. What of a case they may see is decided where the case is read.
  ///
  /// - Parameters:
  ///   - method: path of the method, such as `/cairn.v1.CaseService/GetCase`.
  ///   - agencyKind: the kind under which the actor's agency is registered, `nil` if it is not; not asked of the hub.
  /// - Throws: `Rejection` AGENCY_UNKNOWN or NOT_PERMITTED.
  package func authorise(_ method: String, agencyKind: AgencyKind?) throws(Rejection) {
    guard let kind = agencyID == .hub ? .hub : agencyKind else {
      throw Rejection(
        .permissionDenied, reason: "AGENCY_UNKNOWN",
        message: "the agency is not registered with this hub: ask its operator to register it")
    }
    let isAllowed = Permission.table.contains { permission in
      permission.method == method && permission.role == role && permission.agencies.contain(agencyID, kind: kind)
    }
    guard isAllowed else {
      throw Rejection(
        .permissionDenied, reason: "NOT_PERMITTED",
        message: "this role of this agency may not call \(method): act in another role, or ask the hub")
    }
  }
}
