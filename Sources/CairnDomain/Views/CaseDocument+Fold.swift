package import CairnMessages
internal import Identifiers

extension CaseDocument {
  /// The document of a case after one more event of its stream.
  ///
  /// - Parameter document: `nil` before the first event, and while the event that opened the case is erased.
  package static func fold(_ document: CaseDocument?, _ event: DomainEvent, _ envelope: EventEnvelope) -> CaseDocument?
  {
    if case .caseOpened(let opened) = event { return CaseDocument(opened, envelope) }
    guard var document, EventType.ofCases.contains(event.type) else { return document }
    document.apply(event, envelope)
    document.clocks.apply(event, recordedAt: envelope.recordedAtMicroseconds)
    document.streamVersion = envelope.version
    return document
  }

  private init(_ opened: CaseOpened, _ envelope: EventEnvelope) {
    let clocks = CaseClocks(opened)
    self.init(
      referralID: opened.referralID, personID: opened.personID, childIndex: opened.childIndex, status: .received,
      child: opened.child, statements: opened.statements, findings: opened.findings, streamVersion: envelope.version,
      agencyID: envelope.agencyID, receivedAtUs: envelope.recordedAtMicroseconds,
      informationClock: clocks.information, decisionClock: clocks.decision)
  }

  private mutating func apply(_ event: DomainEvent, _ envelope: EventEnvelope) {
    let recordedAt = envelope.recordedAtMicroseconds
    switch event {
    case .ragChanged(let changed):
      status = .triaged
      ragHistory.append(
        RagRating(
          rag: changed.rag, rationale: changed.rationale, agencyID: envelope.agencyID, occurredAt: changed.occurredAt,
          recordedAtUs: recordedAt))
    case .informationRequested, .informationProvided, .nilReturned, .requestDeclined: applyToRequests(event, envelope)
    case .thresholdDecided(let decided): decide(decided, envelope)
    case .referralAttached(let attachment):
      attached.append(
        AttachedCase(
          caseID: attachment.joinedCaseID, referralID: attachment.referralID, reason: attachment.reason,
          recordedAtUs: recordedAt))
    case .caseJoined(let joined):
      status = .joined
      joinedIntoCaseID = joined.intoCaseID
      lapseRequests()
    case .caseLinked(let linked):
      links.append(
        CaseLink(
          caseID: linked.otherCaseID, relation: linked.relation, reason: linked.reason, agencyID: envelope.agencyID,
          recordedAtUs: recordedAt))
    case .childCorrected(let corrected): correct(corrected, envelope)
    case .findingResolved(let resolved): resolve(resolved, envelope)
    case .caseClosed(let closed):
      status = .closed
      closure = Closure(
        reasonCode: closed.reasonCode, closedOn: closed.closedOn, summary: closed.summary, agencyID: envelope.agencyID,
        recordedAtUs: recordedAt)
      lapseRequests()
    case .caseReopened(let reopened):
      status = .received
      formerRatingCount = UInt32(ragHistory.count)
      reopenings.append(
        Reopening(
          reason: reopened.reason, agencyID: envelope.agencyID, occurredAt: reopened.occurredAt,
          recordedAtUs: recordedAt, closure: closure))
      closure = nil
    case .accessGranted, .accessEnded, .glassBroken, .glassReviewed: applyToAccess(event, envelope)
    case .caseSealed, .caseUnsealed: seals.apply(event, envelope)
    case .sharingDecided(let decided):
      sharingDecisions.append(
        RecordedSharingDecision(
          decisionID: decided.decisionID, agencyID: envelope.agencyID, decision: decided.decision,
          decidedBy: decided.decidedBy, occurredAt: decided.occurredAt, recordedAtUs: recordedAt))
    case .agencyRegistered, .signingKeyRegistered, .staffRegistered, .staffRolesChanged, .staffEnded, .agreementDrafted,
      .agreementSigned, .agreementSuspended, .agreementResumed, .agreementEnded, .authorityIssued, .certificateIssued,
      .certificateRevoked, .referralReceived, .referrerAcknowledged, .referralFindingResolved, .acknowledgementMissed,
      .caseOpened, .deadlineMissed, .categoriesSealed, .contributionSealed, .sealReleased:
      break
    }
  }

  private mutating func decide(_ decided: ThresholdDecided, _ envelope: EventEnvelope) {
    status = CaseStatus(decided.outcome) ?? status
    decisions.append(
      ThresholdDecision(
        outcome: decided.outcome, grounds: decided.grounds, advice: decided.advice,
        signpostedTo: decided.signpostedTo, told: decided.told, agencyID: envelope.agencyID,
        occurredAt: decided.occurredAt, recordedAtUs: envelope.recordedAtMicroseconds, decidedBy: decided.decidedBy))
    if decided.outcome == .noFurtherAction { lapseRequests() }
  }

  /// What was wrong about the child and is right now has no finding any more, whether or not somebody had given a reason for it.
  private mutating func correct(_ corrected: ChildCorrected, _ envelope: EventEnvelope) {
    corrections.append(
      Correction(
        was: child, reason: corrected.reason, agencyID: envelope.agencyID, occurredAt: corrected.occurredAt,
        recordedAtUs: envelope.recordedAtMicroseconds))
    child = corrected.child
    findings.removeAll { FindingName($0).isOfChild }
    findings += corrected.findings
  }

  private mutating func resolve(_ resolved: FindingResolved, _ envelope: EventEnvelope) {
    let name = FindingName(rule: resolved.rule, field: resolved.field)
    guard let index = findings.firstIndex(where: { FindingName($0) == name }) else { return }
    resolvedFindings.append(
      ResolvedFinding(
        finding: findings.remove(at: index), reason: resolved.reason, agencyID: envelope.agencyID,
        recordedAtUs: envelope.recordedAtMicroseconds))
  }
}
