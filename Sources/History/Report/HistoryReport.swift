internal import EventLog

/// What was checked, and what does not hold.
package struct HistoryReport: Hashable, Sendable {
  /// One property.
  package struct Line: Hashable, Sendable {
    /// What was held to be so.
    package let property: String
    /// How many of what it is about there were.
    package let count: Int
    /// Such as "events".
    package let unit: String
    package let violations: Int
  }

  /// In the order in which they were checked.
  package let lines: [Line]
  /// The first of them in full, check by check: a thousand of each check at most.
  package let violations: [Violation]

  /// How many answers said that a command is recorded: a run without any proves nothing.
  package let acknowledgedCount: Int

  /// How many there are, also those that are not kept.
  package var violationCount: Int { lines.reduce(0) { $0 + $1.violations } }
  /// Whether everything holds.
  package var isGood: Bool { violationCount == 0 }
}

extension Evidence {
  /// Judges everything that was taken in.
  ///
  /// - Parameters:
  ///   - end: where the log says that it ends.
  ///   - knowsAll: whether the histories hold every command that was ever sent, so that nothing else may stand in the log.
  package consuming func check(end: LogEnd, knowsAll: Bool = false) -> HistoryReport {
    let root = frontier.root
    let proof = Proof(self, end: end, knowsAll: knowsAll)
    var lines: [HistoryReport.Line] = []
    var violations: [Violation] = []
    let checks: [any HistoryCheck] = [
      DensePositions(), DenseVersions(), RisingTime(), DistinctEvents(), SameRoot(computed: root), AnswersStand(),
      OneEffect(), RefusalsStandNowhere(), RepeatedAnswers(), RealTimeOrder(), TouchedStreams(), KnownCommands(),
      Subscribers(), Reads(),
    ]
    for check in checks {
      var findings = Findings()
      let count = check.run(on: proof, into: &findings)
      lines.append(
        .init(property: check.property, count: count, unit: check.unit, violations: findings.count))
      violations += findings.kept
    }
    return HistoryReport(
      lines: lines, violations: violations, acknowledgedCount: proof.attempts.count { $0.outcome == .ok })
  }
}
