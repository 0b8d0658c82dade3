internal import CairnDomain
internal import CairnMessages
internal import EventLog
internal import Identifiers

/// An event of the log that changes a case, as much of it as watchers are told: without its parts, which may be large.
struct CaseEvent: Sendable {
  let kind: CaseChangeKind
  let position: UInt64
  let streamID: Identifier128
  /// Of its stream.
  let version: UInt64
  /// Whose command made it.
  let agencyID: String
  /// In microseconds since 1970-01-01T00:00:00Z.
  let recordedAt: Int64

  /// `nil` for an event that changes no case.
  init?(_ stored: StoredEvent) {
    guard let kind = CaseChangeKind(type: stored.event.type) else { return nil }
    self.kind = kind
    position = stored.position
    streamID = stored.event.streamID
    version = stored.event.version
    agencyID = stored.event.command.agencyID
    recordedAt = stored.recordedAt
  }

  /// Whether it stands on a seal's stream rather than on its case's.
  var isOfSeals: Bool { kind == .sealed || kind == .sealReleased }
}

extension CaseChangeKind {
  /// `nil` for a type that changes no case.
  init?(type: String) {
    switch EventType(rawValue: type) {
    case .caseOpened: self = .opened
    case .ragChanged: self = .ragChanged
    case .informationRequested: self = .informationRequested
    case .informationProvided, .nilReturned, .requestDeclined: self = .requestAnswered
    case .thresholdDecided: self = .thresholdDecided
    case .referralAttached: self = .referralAttached
    case .caseJoined: self = .joined
    case .caseLinked: self = .linked
    case .childCorrected: self = .corrected
    case .findingResolved: self = .findingResolved
    case .caseClosed: self = .closed
    case .caseReopened: self = .reopened
    case .deadlineMissed: self = .deadlineMissed
    case .accessGranted: self = .accessGranted
    case .accessEnded: self = .accessEnded
    case .glassBroken: self = .glassBroken
    case .glassReviewed: self = .glassReviewed
    case .sharingDecided: self = .sharingDecided
    case .caseSealed, .categoriesSealed, .contributionSealed: self = .sealed
    case .caseUnsealed, .sealReleased: self = .sealReleased
    case .agencyRegistered, .signingKeyRegistered, .staffRegistered, .staffRolesChanged, .staffEnded, .agreementDrafted,
      .agreementSigned, .agreementSuspended, .agreementResumed, .agreementEnded, .authorityIssued, .certificateIssued,
      .certificateRevoked, .referralReceived, .referrerAcknowledged, .referralFindingResolved, .acknowledgementMissed,
      nil:
      return nil
    }
  }
}
