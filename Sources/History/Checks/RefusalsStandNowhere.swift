/// What was refused is not in the log, and what was acknowledged is not refused later.
struct RefusalsStandNowhere: HistoryCheck {
  let property = "every fail stands nowhere"
  let unit = "answers"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var count = 0
    for command in proof.allCommands {
      let group = proof.attemptsByCommand[command]
      let failed = group.count { proof.attempts[Int($0)].failed }
      guard failed > 0 else { continue }
      count += failed
      let standing = proof.rowsByCommand[command]
      if failed == group.count, !standing.isEmpty {
        let positions = proof.positions(ofRows: standing)
        findings.add(
          proof.violation(
            .refusedRecorded, command: command, positions: positions,
            lines: group.prefix(4).map { proof.answer(to: proof.attempts[Int($0)]) },
            "was never answered but with a refusal, and stands at \(listed(positions))"))
      } else if failed < group.count {
        findRefusalsAfterOk(group, proof, &findings)
      }
    }
    return count
  }

  private func findRefusalsAfterOk(_ group: ArraySlice<Int32>, _ proof: Proof, _ findings: inout Findings) {
    let attempts = group.map { proof.attempts[Int($0)] }
    for refused in attempts where refused.outcome == .refused {
      let earlier = attempts.first { attempt in
        attempt.outcome == .ok && attempt.payload == refused.payload && attempt.endedAt < refused.invokedAt
      }
      guard let earlier else { continue }
      findings.add(
        proof.violation(
          .refusedAfterOk, command: refused.command, lines: [proof.answer(to: earlier), proof.answer(to: refused)],
          "was acknowledged, sent again and refused"))
    }
  }
}
