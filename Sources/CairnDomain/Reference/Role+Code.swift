package import CairnMessages

extension Role {
  /// As programs and command lines write it, such as "single-point-of-contact"; `nil` if it has none.
  package var code: String? {
    Self.codes.first { $0.role == self }?.code
  }

  /// The role of that code; `nil` if there is none.
  package init?(code: String) {
    guard let entry = Self.codes.first(where: { $0.code == code }) else { return nil }
    self = entry.role
  }

  /// Every role that this version knows, with its code.
  package static let codes: [(role: Role, code: String)] = [
    (.referrer, "referrer"), (.singlePointOfContact, "single-point-of-contact"), (.screener, "screener"),
    (.manager, "manager"), (.leadPractitioner, "lead-practitioner"), (.teamManager, "team-manager"),
    (.conferenceChair, "conference-chair"), (.policeSupervisor, "police-supervisor"),
    (.dataProtectionOfficer, "data-protection-officer"), (.reviewPanel, "review-panel"), (.operator, "operator"),
  ]
}

extension AgencyKind {
  /// As programs and command lines write it, such as "social-care"; `nil` if it has none.
  package var code: String? {
    Self.codes.first { $0.kind == self }?.code
  }

  /// The kind of that code; `nil` if there is none.
  package init?(code: String) {
    guard let entry = Self.codes.first(where: { $0.code == code }) else { return nil }
    self = entry.kind
  }

  /// Every kind that this version knows, with its code.
  package static let codes: [(kind: AgencyKind, code: String)] = [
    (.police, "police"), (.socialCare, "social-care"), (.adultSocialCare, "adult-social-care"), (.health, "health"),
    (.education, "education"), (.housing, "housing"), (.probation, "probation"), (.fire, "fire"),
    (.voluntary, "voluntary"), (.private, "private"), (.hub, "hub"),
  ]
}
