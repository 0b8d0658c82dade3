import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct AuthorisationTests {
  static let methods = [
    "/cairn.v1.AgencyService/RegisterAgency", "/cairn.v1.AgencyService/ListAgencies",
    "/cairn.v1.ReferralService/SubmitReferral", "/cairn.v1.CaseService/SetRag", "/cairn.v1.CaseService/GetCase",
    "/cairn.v1.LogService/GetHead", "/cairn.v1.LogService/ListEntries", "/cairn.v1.CaseService/Unknown", "",
  ]
  static let kinds: [AgencyKind] = [
    .police, .socialCare, .adultSocialCare, .health, .education, .housing, .probation, .fire, .voluntary, .private,
    .hub,
  ]

  /// What is allowed, written a second time and by hand: method, role, and the agencies as "hub", "any" or a kind.
  static let allowed: Set<String> = [
    "RegisterAgency operator hub",
    "SubmitReferral referrer any",
    "SetRag screener hub", "SetRag manager hub",
    "GetCase screener hub", "GetCase manager hub", "GetCase leadPractitioner socialCare",
    "GetCase teamManager socialCare", "GetCase singlePointOfContact any",
    "GetHead operator hub", "GetHead dataProtectionOfficer hub",
    "ListEntries operator hub", "ListEntries dataProtectionOfficer hub",
  ]

  private func actor(_ agencyID: AgencyID, _ role: Role) throws -> Actor {
    var context = Samples.queryContext
    context.role = role
    return try Actor(validating: context, agencyID: agencyID)
  }

  private func isAllowed(_ method: String, _ role: Role, _ agencies: String) -> Bool {
    let name = method.split(separator: "/").last ?? ""
    return name == "ListAgencies" || Self.allowed.contains("\(name) \(role) \(agencies)")
      || Self.allowed.contains("\(name) \(role) any")
  }

  private func reason(_ actor: Actor, _ method: String, kind: AgencyKind?) -> String? {
    do throws(Rejection) {
      try actor.authorise(method, agencyKind: kind)
      return nil
    } catch {
      #expect(error.code == .permissionDenied)
      return error.reason
    }
  }

  @Test(arguments: methods)
  func everyCellIsAsWritten(method: String) throws {
    for role in Role.known {
      let hub = try actor(.hub, role)
      #expect(
        reason(hub, method, kind: nil) == (isAllowed(method, role, "hub") ? nil : "NOT_PERMITTED"), "hub \(role)")
      let other = try actor(Samples.police, role)
      for kind in Self.kinds {
        // A registered agency of the kind "hub" is a neighbour, and has no right of the hub itself.
        let agencies = kind == .hub ? "neighbour" : "\(kind)"
        #expect(
          reason(other, method, kind: kind) == (isAllowed(method, role, agencies) ? nil : "NOT_PERMITTED"),
          "\(kind) \(role)")
      }
    }
  }

  @Test(arguments: methods)
  func anAgencyThatIsNotRegisteredMayDoNothing(method: String) throws {
    for role in Role.known {
      #expect(reason(try actor(Samples.police, role), method, kind: nil) == "AGENCY_UNKNOWN")
    }
  }

  @Test func theTableNamesNoCellTwice() {
    #expect(Set(Permission.table).count == Permission.table.count)
  }
}
