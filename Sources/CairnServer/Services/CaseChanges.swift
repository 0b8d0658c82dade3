internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import EventLog
internal import Identifiers
internal import Synchronization

/// Makes of events in the log what watchers are told of them; each once, however many watch.
final class CaseChanges: Sendable {
  private let tokenSecret: HubSecret
  private let encoded = Mutex(RecencyCache<UInt64, [UInt8]>(capacity: rememberedMax))

  /// How many messages are remembered for other watchers.
  private static let rememberedMax = 16_384

  init(tokenSecret: HubSecret) {
    self.tokenSecret = tokenSecret
  }

  /// The message for an event, encoded.
  ///
  /// - Parameter caseID: of the case that it changes; what is sealed in one stands on a stream of its own, whose version is none
  ///   of the case's.
  func message(for stored: StoredEvent, _ kind: CaseChangeKind, of caseID: Identifier128) -> [UInt8] {
    if let known = encoded.withLock({ $0[stored.position] }) { return known }
    let token = StreamToken(streamID: caseID, version: stored.event.version, position: stored.position)
    let message = encode(
      CaseChange(
        kind: kind, caseID: caseID.description, agencyID: stored.event.command.agencyID,
        recordedAtUs: stored.recordedAt,
        token: caseID == stored.event.streamID ? token.sealed(under: tokenSecret) : "",
        resumeToken: resumeToken(stored.position)))
    encoded.withLock { $0[stored.position] = message }
    return message
  }

  /// A message that says only how far the watcher has come.
  func mark(_ position: UInt64) -> [UInt8] {
    encode(CaseChange(resumeToken: resumeToken(position)))
  }

  private func resumeToken(_ position: UInt64) -> String {
    WatchToken(position: position).sealed(under: tokenSecret)
  }
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
