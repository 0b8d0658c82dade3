package import CairnMessages

extension Role {
  /// As people read it; `nil` for no role and for one that this version does not know.
  package var label: String? {
    switch self {
    case .referrer: "referrer"
    case .singlePointOfContact: "agency single point of contact"
    case .screener: "screener"
    case .manager: "hub manager"
    case .leadPractitioner: "lead practitioner"
    case .teamManager: "team manager"
    case .conferenceChair: "conference chair"
    case .policeSupervisor: "police supervisor"
    case .dataProtectionOfficer: "data-protection officer"
    case .reviewPanel: "review panel"
    case .operator: "operator"
    case .clock: "the hub's clocks"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension AgencyKind {
  /// As people read it; `nil` for no kind and for one that this version does not know.
  package var label: String? {
    switch self {
    case .police: "police"
    case .socialCare: "children's social care"
    case .adultSocialCare: "adult social care"
    case .health: "health"
    case .education: "education"
    case .housing: "housing"
    case .probation: "probation"
    case .fire: "fire and rescue"
    case .voluntary: "voluntary organisation"
    case .private: "private organisation"
    case .hub: "hub"
    case .unspecified, .unrecognized: nil
    }
  }
}
