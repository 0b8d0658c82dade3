package import CairnMessages

/// Who may call what: the whole of it.
extension Permission {
  /// Every allowed cell.
  package static let table: [Permission] =
    allow(AgencyServiceMethods.registerAgency, [.operator], of: .hubItself)
    + allow(AgencyServiceMethods.listAgencies, Role.known, of: .anyRegistered)
    + allow(ReferralServiceMethods.submitReferral, [.referrer], of: .anyRegistered)
    + allow(CaseServiceMethods.setRag, [.screener, .manager], of: .hubItself)
    + allow(ReferralServiceMethods.submitReferrals, [.referrer], of: .anyRegistered)
    + allow(ReferralServiceMethods.listReferrals, [.referrer, .singlePointOfContact], of: .anyRegistered)
    + allow(CaseServiceMethods.getCase, [.screener, .manager], of: .hubItself)
    + allow(CaseServiceMethods.getCase, [.leadPractitioner, .teamManager], of: .kind(.socialCare))
    + allow(CaseServiceMethods.getCase, [.singlePointOfContact], of: .anyRegistered)
    + allow(CaseServiceMethods.getTimeline, [.screener, .manager], of: .hubItself)
    + allow(CaseServiceMethods.getTimeline, [.leadPractitioner, .teamManager], of: .kind(.socialCare))
    + allow(CaseServiceMethods.getTimeline, [.singlePointOfContact], of: .anyRegistered)
    + allow(CaseServiceMethods.watchCases, [.screener, .manager], of: .hubItself)
    + allow(CaseServiceMethods.watchCases, [.leadPractitioner, .teamManager], of: .kind(.socialCare))
    + allow(CaseServiceMethods.listCases, [.screener, .manager], of: .hubItself)
    + allow(CaseServiceMethods.listCases, [.leadPractitioner, .teamManager], of: .kind(.socialCare))
    + allow(LogServiceMethods.getHead, [.operator, .dataProtectionOfficer], of: .hubItself)
    + allow(LogServiceMethods.listEntries, [.operator, .dataProtectionOfficer], of: .hubItself)

  private static func allow<Request, Response>(
    _ method: Method<Request, Response>, _ roles: [Role], of agencies: Agencies
  ) -> [Permission] {
    roles.map { Permission(method: method.path, role: $0, agencies: agencies) }
  }
}

extension Role {
  /// Every role that this version knows, in the order of the contract.
  package static let known = named.map(\.value).filter { $0 != .unspecified }
}
