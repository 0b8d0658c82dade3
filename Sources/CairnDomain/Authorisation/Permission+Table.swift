package import CairnMessages

/// Who may call what: the whole of it. In which states of a case a command is carried out stands in `CaseStatus`.
extension Permission {
  /// Every allowed cell.
  package static let table: [Permission] =
    allow(AgencyServiceMethods.registerAgency, [.operator], of: .hubItself)
    + allow(AgencyServiceMethods.listAgencies, Role.known, of: .anyRegistered)
    + keepingStaff(StaffServiceMethods.registerStaff) + keepingStaff(StaffServiceMethods.changeStaffRoles)
    + keepingStaff(StaffServiceMethods.endStaff) + keepingStaff(StaffServiceMethods.listStaff)
    + allow(AgencyServiceMethods.registerSigningKey, [.operator], of: .hubItself)
    + allow(AgreementServiceMethods.draftAgreement, [.dataProtectionOfficer], of: .hubItself)
    + allow(AgreementServiceMethods.signAgreement, [.dataProtectionOfficer], of: .anyRegistered, that: .party)
    + allow(AgreementServiceMethods.suspendAgreement, [.dataProtectionOfficer], of: .hubItself)
    + allow(AgreementServiceMethods.resumeAgreement, [.dataProtectionOfficer], of: .hubItself)
    + allow(AgreementServiceMethods.endAgreement, [.dataProtectionOfficer], of: .hubItself)
    + allow(AgreementServiceMethods.simulateAgreement, [.dataProtectionOfficer], of: .hubItself)
    + allow(AgreementServiceMethods.listAgreements, Role.known, of: .hubItself)
    + allow(AgreementServiceMethods.listAgreements, Role.known, of: .anyRegistered, that: .party)
    + allow(AgreementServiceMethods.getAgreement, Role.known, of: .hubItself)
    + allow(AgreementServiceMethods.getAgreement, Role.known, of: .anyRegistered, that: .party)
    + allow(CertificateServiceMethods.enrolSystem, [.operator], of: .hubItself)
    + allow(CertificateServiceMethods.renewCertificate, Role.known, of: .anyRegistered)
    + allow(CertificateServiceMethods.revokeCertificates, [.operator], of: .hubItself)
    + allow(CertificateServiceMethods.listCertificates, [.operator, .dataProtectionOfficer], of: .hubItself)
    + allow(ReferenceDataServiceMethods.listCodes, Role.known, of: .anyRegistered)
    + allow(ReferenceDataServiceMethods.listRules, Role.known, of: .anyRegistered)
    + allow(ReferralServiceMethods.submitReferral, [.referrer], of: .anyRegistered)
    + allow(ReferralServiceMethods.submitReferrals, [.referrer], of: .anyRegistered)
    + allow(
      ReferralServiceMethods.listReferrals, [.referrer, .singlePointOfContact], of: .anyRegistered, that: .referring)
    + allow(ReferralServiceMethods.acknowledgeReferrer, screening, of: .hubItself)
    + allow(CaseServiceMethods.setRag, screening, of: .hubItself)
    + allow(CaseServiceMethods.attachReferral, screening, of: .hubItself)
    + allow(CaseServiceMethods.linkCases, screening, of: .hubItself)
    + allow(CaseServiceMethods.correct, screening, of: .hubItself)
    + allow(CaseServiceMethods.resolveFinding, screening, of: .hubItself)
    + allow(CaseServiceMethods.decideThreshold, [.manager], of: .hubItself)
    + allow(CaseServiceMethods.close, [.manager], of: .hubItself)
    + allow(CaseServiceMethods.reopen, [.manager], of: .hubItself)
    + allow(InformationServiceMethods.requestInformation, screening, of: .hubItself)
    + allow(InformationServiceMethods.respondToRequest, [.singlePointOfContact], of: .anyRegistered, that: .asked)
    + allow(
      InformationServiceMethods.listInformationRequests, [.singlePointOfContact], of: .anyRegistered, that: .asked)
    + allow(PeopleServiceMethods.findPeople, screening, of: .hubItself)
    + allow(CaseServiceMethods.getCase, screening, of: .hubItself)
    + allow(CaseServiceMethods.getCase, practising, of: .kind(.socialCare))
    + allow(CaseServiceMethods.getCase, reading, of: .anyRegistered, that: .given)
    + allow(CaseServiceMethods.getTimeline, screening, of: .hubItself)
    + allow(CaseServiceMethods.getTimeline, practising, of: .kind(.socialCare))
    + allow(CaseServiceMethods.getTimeline, reading, of: .anyRegistered, that: .given)
    + allow(CaseServiceMethods.watchCases, screening, of: .hubItself)
    + allow(CaseServiceMethods.watchCases, practising, of: .kind(.socialCare))
    + allow(CaseServiceMethods.listCases, screening, of: .hubItself)
    + allow(CaseServiceMethods.listCases, practising, of: .kind(.socialCare))
    + allow(AuditServiceMethods.listAccess, [.dataProtectionOfficer], of: .anyRegistered)
    + allow(AccessServiceMethods.grantAccess, [.manager], of: .hubItself)
    + allow(AccessServiceMethods.endAccess, [.manager], of: .hubItself)
    + allow(AccessServiceMethods.reviewBreakGlass, [.manager], of: .hubItself)
    + allow(AccessServiceMethods.breakGlass, screening, of: .hubItself)
    + allow(
      AccessServiceMethods.breakGlass,
      practising + [.singlePointOfContact, .conferenceChair, .policeSupervisor], of: .anyRegistered)
    + allow(SharingServiceMethods.recordSharingDecision, screening, of: .hubItself)
    + allow(
      SharingServiceMethods.recordSharingDecision, [.policeSupervisor, .teamManager, .singlePointOfContact],
      of: .anyRegistered, that: .given)
    + allow(SharingServiceMethods.listSharingDecisions, [.dataProtectionOfficer], of: .anyRegistered)
    + allow(SealServiceMethods.sealCase, [.manager], of: .hubItself)
    + sealing(SealServiceMethods.sealCategories, that: .given)
    + sealing(SealServiceMethods.contributeSealed, that: .given)
    + sealing(SealServiceMethods.releaseSeal, that: .sealing)
    + allow(LogServiceMethods.getHead, [.operator, .dataProtectionOfficer], of: .hubItself)
    + allow(LogServiceMethods.listEntries, [.operator, .dataProtectionOfficer], of: .hubItself)

  /// The allowed cells of a method; none if there is no such method.
  static func of(_ method: String) -> [Permission] { byMethod[method] ?? [] }

  private static let byMethod = Dictionary(grouping: table, by: \.method)

  private static let screening: [Role] = [.screener, .manager]
  private static let practising: [Role] = [.leadPractitioner, .teamManager]
  private static let reading: [Role] = practising + [.singlePointOfContact, .conferenceChair, .policeSupervisor]

  /// Who answers in an agency for what must not be known. A case as a whole the hub alone seals: no agency hides a child from it.
  private static func sealing<Request, Response>(
    _ method: Method<Request, Response>, that relationship: Relationship
  ) -> [Permission] {
    allow(method, [.manager], of: .hubItself, that: relationship == .given ? .none : relationship)
      + allow(
        method, [.policeSupervisor, .teamManager, .singlePointOfContact], of: .anyRegistered, that: relationship)
  }

  /// The operator, so that a first person can be registered; from then on each agency keeps its own register.
  private static func keepingStaff<Request, Response>(_ method: Method<Request, Response>) -> [Permission] {
    allow(method, [.operator], of: .hubItself)
      + allow(method, [.dataProtectionOfficer], of: .anyRegistered, that: .itself)
  }

  private static func allow<Request, Response>(
    _ method: Method<Request, Response>, _ roles: [Role], of agencies: Agencies,
    that relationship: Relationship = .none
  ) -> [Permission] {
    roles.map { Permission(method: method.path, role: $0, agencies: agencies, relationship: relationship) }
  }

  /// Who may call a method, as people read it, one line for each kind of caller.
  package static func callers(of method: String) -> [String] {
    var lines: [(of: Permission, roles: [String])] = []
    for permission in of(method) {
      let role = permission.role.label ?? ""
      if let index = lines.firstIndex(where: {
        $0.of.agencies == permission.agencies && $0.of.relationship == permission.relationship
      }) {
        lines[index].roles.append(role)
      } else {
        lines.append((permission, [role]))
      }
    }
    return lines.map { line in
      let roles = line.roles.count == Role.known.count ? "every role" : line.roles.joined(separator: " or ")
      let agency = [line.of.agencies.label, line.of.relationship.label].filter { !$0.isEmpty }.joined(separator: " ")
      return "\(roles) of \(agency)"
    }
  }
}

extension Role {
  /// Every role that somebody can act in, in the order of the contract.
  package static let known = named.map(\.value).filter { $0 != .unspecified && $0 != .clock }
}
