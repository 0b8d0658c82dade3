/// What was acknowledged before another command was first sent stands before it.
///
/// A command was recorded after it was first sent (attempts that certainly recorded nothing do not count) and before it was
/// first acknowledged. That a repetition of it gets an old receipt is no inversion therefore.
struct RealTimeOrder: HistoryCheck {
  let property = "answered before sent stands before"
  let unit = "commands"

  private struct Span {
    var command: Int32
    var sentAt: UInt64
    /// `.max` if it never was acknowledged.
    var answeredAt: UInt64
    var first: UInt64
    var last: UInt64
  }

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    let sent = spans(proof).sorted { $0.sentAt < $1.sentAt }
    var answered = sent.filter { $0.answeredAt != .max }.sorted { $0.answeredAt < $1.answeredAt }[...]
    var highest: Span?
    for later in sent {
      while let earlier = answered.first, earlier.answeredAt < later.sentAt {
        if earlier.last > highest?.last ?? 0 { highest = earlier }
        answered.removeFirst()
      }
      guard let highest, later.first <= highest.last else { continue }
      findings.add(
        proof.violation(
          .orderInverted, command: later.command, positions: [later.first, highest.last],
          lines: lines(highest.command, later.command, proof),
          """
          stands at \(later.first), before \(proof.name(ofCommand: highest.command)) at \(highest.last), which was \
          acknowledged \(later.sentAt - highest.answeredAt) ns before this one was first sent
          """))
    }
    return sent.count
  }

  /// Of all commands that stand in the log, where they were acknowledged to stand: whether they stand elsewhere, too, is
  /// another check's.
  private func spans(_ proof: Proof) -> [Span] {
    var spans: [Span] = []
    for command in proof.allCommands {
      let standing = proof.rowsByCommand[command]
      guard let first = standing.first, let last = standing.last else { continue }
      let acknowledged = proof.acknowledged(command)
      let payload = acknowledged?.payload
      let told = acknowledged.map(proof.toldPositions) ?? []
      var span = Span(
        command: command, sentAt: .max, answeredAt: .max, first: told.first ?? proof.rows[Int(first)].position,
        last: told.last ?? proof.rows[Int(last)].position)
      for index in proof.attemptsByCommand[command] {
        let attempt = proof.attempts[Int(index)]
        guard !attempt.failed, payload == nil || attempt.payload == payload else { continue }
        span.sentAt = min(span.sentAt, attempt.invokedAt)
        if attempt.outcome == .ok { span.answeredAt = min(span.answeredAt, attempt.endedAt) }
      }
      if span.sentAt != .max { spans.append(span) }
    }
    return spans
  }

  private func lines(_ earlier: Int32, _ later: Int32, _ proof: Proof) -> [Evidence.Place] {
    let answer = proof.acknowledged(earlier).map(proof.answer)
    let sent = proof.attemptsByCommand[later].first.map { proof.invocation(of: proof.attempts[Int($0)]) }
    return [answer, sent].compactMap { $0 }
  }
}
