internal import CairnMessages

extension Findings {
  /// - Parameter child: the one child that the statement is about, if it is about one.
  mutating func check(
    _ statement: Statement, child: Int?, context: DecisionContext, at path: @autoclosure () -> String
  ) {
    // What lies after it lies in the future.
    let latestMicroseconds = context.recordedAtMicroseconds + Limits.clockAheadMicroseconds
    switch statement.assertion {
    case .fact, .observed, .reported, .alleged, .opinion: break
    case .unspecified, .unrecognized: add(.assertionKind, child: child, at: "\(path()).assertion")
    }
    if statement.text.isBlank { add(.statementText, child: child, at: "\(path()).text") }
    if statement.source.isBlank { add(.statementSource, child: child, at: "\(path()).source") }
    if !statement.category.isEmpty, !CodeList.dataCategory.contains(statement.category) {
      add(.statementCategory, child: child, at: "\(path()).category")
    }
    let observedAt = readTime(
      statement.observedAt, child: child, latestMicroseconds: latestMicroseconds, at: "\(path()).observed_at")
    let recordedAt = readTime(
      statement.recordedAt, child: child, latestMicroseconds: latestMicroseconds, at: "\(path()).recorded_at")
    if let observedAt, let recordedAt, recordedAt.microseconds < observedAt.microseconds {
      add(.recordedAfterObserved, child: child, at: "\(path()).recorded_at")
    }
  }

  private mutating func readTime(
    _ text: String, child: Int?, latestMicroseconds: Int64, at path: @autoclosure () -> String
  ) -> Timestamp? {
    guard !text.isBlank else {
      add(.statementTimeGiven, child: child, at: path())
      return nil
    }
    guard let time = Timestamp(text) else {
      add(.statementTimeReadable, child: child, at: path())
      return nil
    }
    if time.microseconds > latestMicroseconds { add(.statementTimeNotInFuture, child: child, at: path()) }
    return time
  }
}
