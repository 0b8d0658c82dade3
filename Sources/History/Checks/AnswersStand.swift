/// Everything acknowledged stands in the log, at the positions, in the streams and with the leaves that were told.
struct AnswersStand: HistoryCheck {
  let property = "every ok stands at its positions, with its leaves"
  let unit = "answers"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var count = 0
    for attempt in proof.attempts where attempt.outcome == .ok {
      count += 1
      let told = proof.evidence.answers[attempt.answer]
      let standing = proof.rowsByCommand[attempt.command]
      let lines = [proof.invocation(of: attempt), proof.answer(to: attempt)]
      let positions = told.map(\.position)
      if told.isEmpty || standing.isEmpty {
        findings.add(
          proof.violation(
            .lostAnswer, command: attempt.command, positions: positions, lines: lines,
            told.isEmpty
              ? "was acknowledged without a position"
              : "was acknowledged at \(listed(positions)) and stands nowhere in the log"))
        continue
      }
      compare(told, standing, of: attempt, lines: lines, proof, &findings)
    }
    return count
  }

  private func compare(
    _ told: ArraySlice<Evidence.Told>, _ standing: ArraySlice<Int32>, of attempt: Evidence.Attempt,
    lines: [Evidence.Place], _ proof: Proof, _ findings: inout Findings
  ) {
    var last: UInt64 = 0
    for event in told {
      guard let index = proof.row(atPosition: event.position), proof.rows[index].command == attempt.command,
        event.position != last
      else {
        let positions = told.map(\.position)
        findings.add(
          proof.violation(
            .answeredElsewhere, command: attempt.command, positions: positions, lines: lines,
            "was acknowledged at \(listed(positions)) and stands at \(listed(proof.positions(ofRows: standing)))"))
        return
      }
      last = event.position
      let row = proof.rows[index]
      if row.leaf != event.leaf {
        findings.add(
          proof.violation(
            .wrongLeaf, command: attempt.command, positions: [event.position], lines: lines,
            "was told the leaf \(event.leaf.hexadecimal) for \(event.position), the entry gives \(row.leaf.hexadecimal)"
          ))
      }
      if row.stream != event.stream {
        findings.add(
          proof.violation(
            .wrongStream, command: attempt.command, positions: [event.position], lines: lines,
            "was told \(proof.streamName(event.stream)) for \(event.position), there is \(proof.streamName(row.stream))"
          ))
      }
    }
  }
}
