package import CairnMessages

extension CaseClock {
  /// A clock that begins to run.
  init(_ kind: ClockKind, requestID: String = "", startedAt: Int64, dueAt: Int64) {
    self.init(kind: kind, requestID: requestID, startedAtUs: startedAt, dueAtUs: dueAt, state: .due)
  }

  /// Whether it has a time: events from before there were clocks give none.
  var isTimed: Bool { dueAtUs > 0 }

  /// Whether what it waits for has not happened.
  package var isRunning: Bool { isTimed && stoppedAtUs == 0 && (state == .due || state == .missed) }

  /// Whether it has still to be recorded, once the time is over, that it ran out.
  var isUnrecorded: Bool { isTimed && stoppedAtUs == 0 && state == .due }

  /// What it waits for has happened.
  ///
  /// - Parameters:
  ///   - occurredAt: in the world, in microseconds since 1970-01-01T00:00:00Z.
  ///   - recordedAt: in the log.
  mutating func stop(occurredAt: Int64, recordedAt: Int64) {
    guard isRunning else { return }
    stoppedAtUs = occurredAt
    if occurredAt > dueAtUs {
      state = .missed
    } else {
      state = recordedAt > dueAtUs ? .metRecordedLate : .met
    }
  }

  /// The clock of an acknowledgement after one more event of its referral.
  mutating func apply(_ event: DomainEvent, recordedAt: Int64) {
    switch event {
    case .referrerAcknowledged(let acknowledged):
      stop(occurredAt: Timestamp(acknowledged.occurredAt)?.microseconds ?? recordedAt, recordedAt: recordedAt)
    case .acknowledgementMissed: miss(recordedAt: recordedAt)
    default: break
    }
  }

  /// What it waits for is not needed any more.
  mutating func stopUnneeded() {
    if isRunning { state = .stopped }
  }

  /// It is on record that it ran out.
  mutating func miss(recordedAt: Int64) {
    guard isRunning else { return }
    missedAtUs = recordedAt
    state = .missed
  }
}
