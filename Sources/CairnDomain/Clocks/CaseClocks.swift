package import CairnMessages

/// The clocks of one case, folded from its events: what is due, what was met, what was missed.
package struct CaseClocks: Hashable, Sendable {
  /// `nil` before the case is opened.
  package var information: CaseClock?
  package var decision: CaseClock?
  /// One for each request for information, in the order of the requests.
  package var responses: [CaseClock] = []
  /// Those for information that former ratings gave, and that ran out: rated so again, the case has missed that time.
  package var formerInformation: [CaseClock] = []

  init() {}

  /// Those of a case that was just opened.
  init(_ opened: CaseOpened) {
    begin(opened.informationDueAtUs, opened.decisionDueAtUs, at: opened.clocksStartedAtUs)
  }

  /// All of them.
  package var all: [CaseClock] { ([information, decision].compactMap(\.self) + responses).filter(\.isTimed) }

  /// What is due next, or overdue longest; `nil` if nothing is.
  package var next: CaseClock? { earliest(where: \.isRunning) }

  /// Those that ran out before a time without that being on record, the longest overdue first.
  package func unrecorded(before microseconds: Int64) -> [CaseClock] {
    all.filter { $0.isUnrecorded && $0.dueAtUs < microseconds }.sorted { $0.dueAtUs < $1.dueAtUs }
  }

  /// When the next one runs out of which that is not on record, in microseconds since 1970-01-01T00:00:00Z; `nil` if
  /// there is none.
  package var alarm: Int64? { earliest(where: \.isUnrecorded)?.dueAtUs }

  /// Of most cases only the first two are there, and of each case in a view it is asked.
  private func earliest(where isWanted: (CaseClock) -> Bool) -> CaseClock? {
    var earliest: CaseClock?
    func consider(_ clock: CaseClock?) {
      guard let clock, isWanted(clock), earliest.map({ clock.dueAtUs < $0.dueAtUs }) ?? true else { return }
      earliest = clock
    }
    consider(information)
    consider(decision)
    for clock in responses { consider(clock) }
    return earliest
  }

  /// The clocks after one more event of the case.
  ///
  /// - Parameter recordedAt: when the log recorded it, in microseconds since 1970-01-01T00:00:00Z.
  package mutating func apply(_ event: DomainEvent, recordedAt: Int64) {
    switch event {
    case .caseOpened(let opened): self = CaseClocks(opened)
    case .caseReopened(let reopened):
      begin(reopened.informationDueAtUs, reopened.decisionDueAtUs, at: reopened.clocksStartedAtUs)
    case .ragChanged(let changed): rate(changed)
    case .informationRequested(let requested):
      responses.append(
        CaseClock(.response, requestID: requested.requestID, startedAt: recordedAt, dueAt: requested.dueAtUs))
    case .informationProvided(let provided): answer(provided.requestID, provided.occurredAt, recordedAt)
    case .nilReturned(let returned): answer(returned.requestID, returned.occurredAt, recordedAt)
    case .requestDeclined(let declined): answer(declined.requestID, declined.occurredAt, recordedAt)
    case .thresholdDecided(let decided):
      let occurredAt = Timestamp(decided.occurredAt)?.microseconds ?? recordedAt
      information?.stop(occurredAt: occurredAt, recordedAt: recordedAt)
      decision?.stop(occurredAt: occurredAt, recordedAt: recordedAt)
      if decided.outcome == .noFurtherAction { stopAll() }
    case .caseClosed, .caseJoined: stopAll()
    case .deadlineMissed(let missed): miss(missed, recordedAt)
    case .accessGranted, .accessEnded, .glassBroken, .glassReviewed, .sharingDecided, .caseSealed, .caseUnsealed,
      .categoriesSealed,
      .contributionSealed, .sealReleased, .agencyRegistered, .signingKeyRegistered,
      .staffRegistered, .staffRolesChanged, .staffEnded, .agreementDrafted,
      .agreementSigned, .agreementSuspended, .agreementResumed, .agreementEnded, .authorityIssued, .certificateIssued,
      .certificateRevoked, .referralReceived, .referrerAcknowledged, .referralFindingResolved, .acknowledgementMissed,
      .referralAttached, .caseLinked, .childCorrected,
      .findingResolved:
      break
    }
  }

  /// Whether a rating that gives this time begins the clock anew, with a time that is not on record as having run out.
  func begins(informationDue dueAt: Int64) -> Bool {
    isMoved(toInformationDue: dueAt) && !formerInformation.contains { $0.dueAtUs == dueAt }
  }

  private func isMoved(toInformationDue dueAt: Int64) -> Bool {
    information.map { $0.isRunning && $0.dueAtUs != dueAt } ?? false
  }

  private mutating func begin(_ informationDue: Int64, _ decisionDue: Int64, at start: Int64) {
    information = CaseClock(.information, startedAt: start, dueAt: informationDue)
    decision = CaseClock(.decision, startedAt: start, dueAt: decisionDue)
    formerInformation = []
  }

  /// Another rating gives another time: that the former one ran out stays in the log, and is no answer for the new one.
  private mutating func rate(_ changed: RagChanged) {
    guard let running = information, isMoved(toInformationDue: changed.informationDueAtUs) else { return }
    if running.state == .missed { formerInformation.append(running) }
    information =
      formerInformation.first { $0.dueAtUs == changed.informationDueAtUs }
      ?? CaseClock(.information, startedAt: running.startedAtUs, dueAt: changed.informationDueAtUs)
  }

  /// With the last answer that was waited for, information has been gathered.
  private mutating func answer(_ requestID: String, _ occurredAt: String, _ recordedAt: Int64) {
    let occurredAt = Timestamp(occurredAt)?.microseconds ?? recordedAt
    guard let index = responses.firstIndex(where: { $0.requestID == requestID }) else { return }
    responses[index].stop(occurredAt: occurredAt, recordedAt: recordedAt)
    if !responses.contains(where: \.isRunning) { information?.stop(occurredAt: occurredAt, recordedAt: recordedAt) }
  }

  private mutating func miss(_ missed: DeadlineMissed, _ recordedAt: Int64) {
    switch missed.clock {
    case .information where information?.dueAtUs == missed.dueAtUs: information?.miss(recordedAt: recordedAt)
    case .decision where decision?.dueAtUs == missed.dueAtUs: decision?.miss(recordedAt: recordedAt)
    case .response:
      if let index = responses.firstIndex(where: { $0.requestID == missed.requestID }) {
        responses[index].miss(recordedAt: recordedAt)
      }
    default: break
    }
  }

  private mutating func stopAll() {
    information?.stopUnneeded()
    decision?.stopUnneeded()
    for index in responses.indices { responses[index].stopUnneeded() }
  }
}
