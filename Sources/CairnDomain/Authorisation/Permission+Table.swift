package import CairnMessages

/// Who may call what: the whole of it.
extension Permission {
  /// Every allowed cell.
  package static let table: [Permission] =
    allow("/cairn.v1.AgencyService/RegisterAgency", [.operator], of: .hubItself)
    + allow("/cairn.v1.AgencyService/ListAgencies", Role.known, of: .anyRegistered)
    + allow("/cairn.v1.ReferralService/SubmitReferral", [.referrer], of: .anyRegistered)
    + allow("/cairn.v1.CaseService/SetRag", [.screener, .manager], of: .hubItself)
    + allow("/cairn.v1.CaseService/GetCase", [.screener, .manager], of: .hubItself)
    + allow("/cairn.v1.CaseService/GetCase", [.leadPractitioner, .teamManager], of: .kind(.socialCare))
    + allow("/cairn.v1.CaseService/GetCase", [.singlePointOfContact], of: .anyRegistered)
    + allow("/cairn.v1.LogService/GetHead", [.operator, .dataProtectionOfficer], of: .hubItself)
    + allow("/cairn.v1.LogService/ListEntries", [.operator, .dataProtectionOfficer], of: .hubItself)

  private static func allow(_ method: String, _ roles: [Role], of agencies: Agencies) -> [Permission] {
    roles.map { Permission(method: method, role: $0, agencies: agencies) }
  }
}

extension Role {
  /// Every role that this version knows, in the order of the contract.
  package static let known: [Role] = [
    .referrer, .singlePointOfContact, .screener, .manager, .leadPractitioner, .teamManager, .conferenceChair,
    .policeSupervisor, .dataProtectionOfficer, .reviewPanel, .operator,
  ]
}
