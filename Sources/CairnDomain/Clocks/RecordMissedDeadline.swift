package import CairnMessages
package import Identifiers

/// The hub's own command: records that one clock ran out.
package struct RecordMissedDeadline: Hashable, Sendable {
  package let context: DecisionContext
  fileprivate let clock: CaseClock

  /// A command for one clock.
  ///
  /// - Parameters:
  ///   - commandID: derived from stream, clock, due time and rule-set version, so that it has one effect whatever restarts.
  ///   - nowMicroseconds: the server's clock.
  package init(_ clock: CaseClock, commandID: Identifier128, nowMicroseconds: Int64) {
    context = DecisionContext(ofHubsOwn: commandID, nowMicroseconds: nowMicroseconds)
    self.clock = clock
  }

  /// What tells one clock of a stream, and one time at which it runs out, from all others: ASCII.
  ///
  /// - Parameter stream: of the case or the referral whose clock it is.
  package static func name(
    of clock: CaseClock, on stream: Identifier128, ruleSetVersion: UInt32 = RuleSet.current.version
  ) -> String {
    "deadline \(stream) \(clock.kind.rawValue) \(clock.requestID) \(clock.dueAtUs) \(ruleSetVersion)"
  }
}

extension CaseDecider {
  /// Records it, if the clock still runs towards that time and it is not on record.
  ///
  /// - Throws: `Rejection` CLOCK_NOT_RUNNING.
  package static func decide(
    _ command: RecordMissedDeadline, on caseID: Identifier128, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    guard case .opened(let opened) = state,
      opened.clocks.unrecorded(before: command.context.recordedAtMicroseconds).contains(where: {
        $0.isSame(as: command.clock)
      })
    else { throw .clockNotRunning }
    let missed = DeadlineMissed(
      clock: command.clock.kind, requestID: command.clock.requestID, dueAtUs: command.clock.dueAtUs)
    return [opened.decision([.deadlineMissed(missed)], on: caseID)]
  }
}

extension ReferralDecider {
  /// Records it, if the referrer has still not been told.
  ///
  /// - Throws: `Rejection` CLOCK_NOT_RUNNING.
  package static func decide(
    _ command: RecordMissedDeadline, on referralID: Identifier128, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    guard case .received(let received) = state,
      received.unrecorded(before: command.context.recordedAtMicroseconds).contains(where: {
        $0.isSame(as: command.clock)
      })
    else { throw .clockNotRunning }
    return [decision(.acknowledgementMissed(AcknowledgementMissed(dueAtUs: command.clock.dueAtUs)), on: referralID)]
  }
}

extension CaseClock {
  fileprivate func isSame(as other: CaseClock) -> Bool {
    kind == other.kind && requestID == other.requestID && dueAtUs == other.dueAtUs
  }
}

extension Rejection {
  static let clockNotRunning = Rejection(
    .preconditionFailed, reason: "CLOCK_NOT_RUNNING", message: "the clock does not run, or has not run out")
}
