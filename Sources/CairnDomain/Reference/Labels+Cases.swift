package import CairnMessages

extension CaseStatus {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .received: "received"
    case .triaged: "rated"
    case .noFurtherAction: "no further action"
    case .signposted: "signposted"
    case .earlyHelp: "early help"
    case .accepted: "accepted for assessment"
    case .closed: "closed"
    case .joined: "joined to another case"
    case .unspecified, .unrecognized: nil
    }
  }

  /// Every status that this version knows, in the order of the contract.
  package static let known = named.map(\.value).filter { $0 != .unspecified }
}

extension ThresholdOutcome {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .noFurtherAction: "no further action"
    case .signposted: "signposted"
    case .earlyHelp: "early help"
    case .accepted: "accepted for assessment"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension ClockKind {
  /// What is due, as people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .information: "information gathered"
    case .decision: "threshold decided"
    case .acknowledgement: "referrer told"
    case .response: "agency's answer"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension ClockState {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .due: "due"
    case .met: "met"
    case .metRecordedLate: "met, recorded late"
    case .missed: "missed"
    case .stopped: "not needed any more"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension RequestState {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .open: "open"
    case .answered: "answered"
    case .nilReturn: "holds nothing"
    case .declined: "declined"
    case .lapsed: "not needed any more"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension MatchKind {
  /// What is equal, as people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .nhsNumber: "NHS number"
    case .upn: "unique pupil number"
    case .pnc: "PNC id"
    case .nameBirthPostcode: "name, date of birth and postcode"
    case .unspecified, .unrecognized: nil
    }
  }
}
