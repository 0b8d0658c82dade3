package import CairnMessages
package import Identifiers

/// Who acts or asks: a person in a role, for an agency, for a purpose.
package struct Actor: Hashable, Sendable {
  /// The agency, as the connection proves it.
  package let agencyID: AgencyID
  /// What the person acts as: a known role.
  package let role: Role
  /// The person, as the agency's staff register knows them.
  package let personID: Identifier128
  /// A code of `CodeList.purpose`.
  package let purpose: String

  /// Reads what a request says of who sends it, and notes every fault; `nil` if there is one.
  init?(
    agencyID: AgencyID, actingPerson: String, role: Role, purpose: String, faults: inout Faults
  ) {
    let personID = faults.readIdentifier(actingPerson, at: "context.acting_person")
    let isKnownRole = Role.known.contains(role)
    if role == .unspecified {
      faults.add(.required, at: "context.role")
    } else if !isKnownRole {
      faults.add(.knownRole, at: "context.role")
    }
    let isKnownPurpose = CodeList.purpose.contains(purpose)
    if purpose.isEmpty {
      faults.add(.required, at: "context.purpose")
    } else if !isKnownPurpose {
      faults.add(.knownPurpose, at: "context.purpose")
    }
    guard let personID, isKnownRole, isKnownPurpose else { return nil }
    self.agencyID = agencyID
    self.role = role
    self.personID = personID
    self.purpose = purpose
  }
}

extension Actor {
  /// The hub's own clocks: nobody who calls is this.
  static let hubClock = Actor(hubClockFor: "child-safeguarding")

  private init(hubClockFor purpose: String) {
    agencyID = .hub
    role = .clock
    personID = .nil128
    self.purpose = purpose
  }
}

/// What is known of a request besides its own words.
package struct Caller: Hashable, Sendable {
  /// The agency, as the connection proves it.
  package let agencyID: AgencyID
  /// The server's clock when the request is decided, in microseconds since 1970-01-01T00:00:00Z.
  package let nowMicroseconds: Int64

  /// Makes a caller.
  package init(agencyID: AgencyID, nowMicroseconds: Int64) {
    self.agencyID = agencyID
    self.nowMicroseconds = nowMicroseconds
  }
}
