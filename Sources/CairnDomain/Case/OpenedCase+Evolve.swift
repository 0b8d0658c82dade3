internal import CairnMessages

extension OpenedCase {
  /// The case after one more event.
  func evolved(_ event: DomainEvent) -> OpenedCase {
    var next = self
    // Deciding asks only which clocks run: when the log recorded it makes no difference to that.
    next.clocks.apply(event, recordedAt: clocksStartedAt)
    switch event {
    case .ragChanged(let changed):
      next.rag = changed.rag
      next.status = .triaged
    case .informationRequested(let requested):
      next.requests.append(Request(id: requested.requestID, agencyID: requested.agencyID))
    case .informationProvided(let provided):
      next.endRequest(provided.requestID)
      next.openFindings += provided.namedFindings.map(FindingName.init)
    case .nilReturned(let returned): next.endRequest(returned.requestID)
    case .requestDeclined(let declined): next.endRequest(declined.requestID)
    case .thresholdDecided(let decided):
      next.status = CaseStatus(decided.outcome) ?? status
      if decided.outcome == .noFurtherAction { next.lapseRequests() }
    case .caseJoined:
      next.status = .joined
      next.lapseRequests()
    case .caseLinked(let linked): next.links.append(Link(caseID: linked.otherCaseID, relation: linked.relation))
    case .childCorrected(let corrected):
      next.openFindings.removeAll(where: \.isOfChild)
      next.openFindings += corrected.findings.map(FindingName.init)
    case .findingResolved(let resolved):
      next.openFindings.removeAll { $0 == FindingName(rule: resolved.rule, field: resolved.field) }
    case .caseClosed:
      next.status = .closed
      next.lapseRequests()
    case .caseReopened(let reopened):
      next.rag = .unspecified
      next.status = .received
      next.clocksStartedAt = reopened.clocksStartedAtUs
      next.wasReopened = true
      next.begunOn = CivilDate(happenedAt: reopened.occurredAt) ?? begunOn
    case .referralAttached: next.hasAttached = true
    case .sharingDecided: next.sharingDecisionCount += 1
    case .accessGranted, .accessEnded, .glassBroken, .glassReviewed, .caseSealed, .caseUnsealed:
      next.protection.apply(event)
    case .agencyRegistered, .signingKeyRegistered, .staffRegistered, .staffRolesChanged, .staffEnded, .agreementDrafted,
      .agreementSigned, .agreementSuspended, .agreementResumed, .agreementEnded, .authorityIssued, .certificateIssued,
      .certificateRevoked, .referralReceived, .referrerAcknowledged, .referralFindingResolved, .acknowledgementMissed,
      .caseOpened, .deadlineMissed, .categoriesSealed, .contributionSealed, .sealReleased:
      break
    }
    return next
  }

  private mutating func endRequest(_ id: String) {
    if let index = requests.firstIndex(where: { $0.id == id }) { requests[index].progress = .answered }
  }

  /// What nobody has answered is not needed any more, also if the case is begun anew.
  private mutating func lapseRequests() {
    for index in requests.indices where requests[index].progress == .open { requests[index].progress = .lapsed }
  }
}

extension CaseStatus {
  /// Where a decision leads; `nil` for one that this version does not know.
  init?(_ outcome: ThresholdOutcome) {
    switch outcome {
    case .noFurtherAction: self = .noFurtherAction
    case .signposted: self = .signposted
    case .earlyHelp: self = .earlyHelp
    case .accepted: self = .accepted
    case .unspecified, .unrecognized: return nil
    }
  }
}
