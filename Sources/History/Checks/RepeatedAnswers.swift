/// The same command id always gets the same answer, and never one for another payload.
struct RepeatedAnswers: HistoryCheck {
  let property = "a repeated command gets its first answer"
  let unit = "repetitions"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var count = 0
    for command in proof.allCommands {
      let group = proof.attemptsByCommand[command]
      guard group.count > 1 else { continue }
      let acknowledged = group.lazy.map { proof.attempts[Int($0)] }.filter { $0.outcome == .ok }
      guard let first = acknowledged.first else { continue }
      for later in acknowledged.dropFirst() {
        count += 1
        let lines = [proof.answer(to: first), proof.answer(to: later)]
        if later.payload != first.payload {
          findings.add(
            proof.violation(
              .payloadReused, command: command, lines: lines, "was acknowledged for two payloads"))
        }
        let answers = proof.evidence.answers
        if answers[later.answer] != answers[first.answer] {
          let told = [first, later].map { attempt in answers[attempt.answer].map(\.position) }
          findings.add(
            proof.violation(
              .answersDiffer, command: command, positions: told.flatMap { $0 }, lines: lines,
              "was acknowledged at \(listed(told[0])) and again at \(listed(told[1]))"
                + (told[0] == told[1] ? " with other leaves" : "")))
        }
      }
    }
    return count
  }
}
