package import CairnMessages

/// What happened in a case, folded from the streams of the case and of its referrals.
package struct Timeline: Sendable {
  /// The child's index in the referral: tells which of its statements are about this child.
  private var childIndex: UInt32
  private var entries: [(order: Int, entry: TimelineEntry)] = []

  /// A timeline without entries.
  ///
  /// - Parameter childIndex: of the child in the referral that opened the case.
  package init(childIndex: UInt32) {
    self.childIndex = childIndex
  }

  /// Goes on with the events of another case and its referral that were joined to this one.
  ///
  /// - Parameter childIndex: of the child in the referral that opened that case.
  package mutating func goOn(childIndex: UInt32) {
    self.childIndex = childIndex
  }

  /// Adds what an event tells.
  package mutating func add(_ event: DomainEvent, _ envelope: EventEnvelope) {
    switch event {
    case .referralReceived(let received, _):
      add(.referralReceived, received.occurredAt, envelope) { $0.text = received.narrative }
      add(received.statements.filter { $0.isAbout(childIndex) }, envelope)
    case .referrerAcknowledged(let acknowledged):
      add(.referrerAcknowledged, acknowledged.occurredAt, envelope) { $0.text = acknowledged.message }
    case .caseOpened(let opened):
      add(.caseOpened, opened.occurredAt, envelope) { _ in }
      add(opened.statements, envelope)
    case .ragChanged(let changed):
      add(.ragChanged, changed.occurredAt, envelope) { entry in
        entry.rag = changed.rag
        entry.text = changed.rationale
      }
    case .informationRequested(let requested):
      add(.informationRequested, requested.occurredAt, envelope) { entry in
        entry.askedAgencyID = requested.agencyID
        entry.text = requested.information
      }
    case .informationProvided(let provided):
      add(.informationProvided, provided.occurredAt, envelope) { _ in }
      add(provided.statements, envelope)
    case .nilReturned(let returned):
      add(.nilReturned, returned.occurredAt, envelope) { $0.text = returned.note }
    case .requestDeclined(let declined):
      add(.requestDeclined, declined.occurredAt, envelope) { $0.text = declined.reason }
    case .thresholdDecided(let decided):
      add(.thresholdDecided, decided.occurredAt, envelope) { entry in
        entry.outcome = decided.outcome
        entry.text = decided.grounds
      }
    case .referralAttached(let attached):
      add(.referralAttached, attached.occurredAt, envelope) { $0.text = attached.reason }
    case .caseJoined(let joined): add(.caseJoined, joined.occurredAt, envelope) { $0.text = joined.reason }
    case .caseLinked(let linked): add(.caseLinked, linked.occurredAt, envelope) { $0.text = linked.reason }
    case .childCorrected(let corrected):
      add(.childCorrected, corrected.occurredAt, envelope) { $0.text = corrected.reason }
    case .referralFindingResolved(let resolved):
      add(.findingResolved, resolved.occurredAt, envelope) { $0.text = resolved.reason }
    case .findingResolved(let resolved):
      add(.findingResolved, resolved.occurredAt, envelope) { $0.text = resolved.reason }
    case .caseClosed(let closed): add(.caseClosed, closed.occurredAt, envelope) { $0.text = closed.summary }
    case .caseReopened(let reopened): add(.caseReopened, reopened.occurredAt, envelope) { $0.text = reopened.reason }
    case .deadlineMissed(let missed): addMissed(missed.clock, dueAt: missed.dueAtUs, envelope)
    case .accessGranted(let granted):
      add(.accessGranted, granted.occurredAt, envelope) { entry in
        entry.grantedAgencyID = granted.agencyID
        entry.level = granted.level
        entry.text = granted.reason
      }
    case .glassBroken(let broken):
      add(.glassBroken, broken.occurredAt, envelope) { entry in
        entry.grantedAgencyID = broken.agencyID
        entry.level = .challenged
        entry.text = broken.reason
      }
    case .accessEnded(let ended): add(.accessEnded, ended.occurredAt, envelope) { $0.text = ended.reason }
    case .glassReviewed(let reviewed): add(.glassReviewed, reviewed.occurredAt, envelope) { $0.text = reviewed.note }
    case .sharingDecided(let decided):
      add(.sharingDecided, decided.occurredAt, envelope) { entry in
        entry.sharingOutcome = decided.decision?.outcome ?? .unspecified
        entry.recipientAgencyID = decided.decision?.recipientAgencyID ?? ""
        entry.text = decided.decision?.information ?? ""
      }
    case .caseSealed(let sealed): add(.caseSealed, sealed.terms, envelope)
    case .categoriesSealed(let sealed): add(.categoriesSealed, sealed.terms, envelope)
    case .contributionSealed(let sealed):
      add(.contributionSealed, sealed.terms, envelope)
      add(sealed.statements, envelope)
    case .caseUnsealed(let unsealed): add(.sealReleased, unsealed.occurredAt, envelope) { $0.text = unsealed.reason }
    case .sealReleased(let released): add(.sealReleased, released.occurredAt, envelope) { $0.text = released.reason }
    case .acknowledgementMissed(let missed): addMissed(.acknowledgement, dueAt: missed.dueAtUs, envelope)
    case .agencyRegistered, .signingKeyRegistered, .staffRegistered, .staffRolesChanged, .staffEnded, .agreementDrafted,
      .agreementSigned, .agreementSuspended, .agreementResumed, .agreementEnded, .authorityIssued, .certificateIssued,
      .certificateRevoked:
      break
    }
  }

  /// In the order in which it happened, and as it was recorded where that is equal or cannot be read.
  package var ordered: [TimelineEntry] {
    let timed = entries.map { order, entry in
      (Timestamp(entry.occurredAt)?.microseconds ?? entry.recordedAtUs, order, entry)
    }
    return timed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private mutating func add(_ statements: [Statement], _ envelope: EventEnvelope) {
    for statement in statements {
      add(.statement, statement.observedAt, envelope) { entry in
        entry.text = statement.text
        entry.assertion = statement.assertion
        entry.source = statement.source
        entry.category = statement.category
      }
    }
  }

  private mutating func add(_ kind: TimelineKind, _ terms: SealTerms?, _ envelope: EventEnvelope) {
    add(kind, terms?.occurredAt ?? "", envelope) { $0.text = terms?.reason ?? "" }
  }

  private mutating func addMissed(_ clock: ClockKind, dueAt: Int64, _ envelope: EventEnvelope) {
    add(.deadlineMissed, Timestamp(microseconds: dueAt)?.text ?? "", envelope) { $0.clock = clock }
  }

  private mutating func add(
    _ kind: TimelineKind, _ occurredAt: String, _ envelope: EventEnvelope, _ fill: (inout TimelineEntry) -> Void
  ) {
    var entry = TimelineEntry(
      kind: kind, agencyID: envelope.agencyID, occurredAt: occurredAt, recordedAtUs: envelope.recordedAtMicroseconds)
    fill(&entry)
    entries.append((entries.count, entry))
  }
}
