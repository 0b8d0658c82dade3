/// If the histories hold everything that was sent, nothing else stands in the log.
struct KnownCommands: HistoryCheck {
  let property = "commands that no history tells of"
  let unit = "commands"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var count = 0
    for command in proof.allCommands {
      let standing = proof.rowsByCommand[command]
      guard !standing.isEmpty, proof.attemptsByCommand[command].isEmpty else { continue }
      count += 1
      if proof.knowsAll {
        let positions = proof.positions(ofRows: standing)
        findings.add(
          proof.violation(
            .unknownCommand, command: command, positions: positions,
            "stands at \(listed(positions)), and nobody sent it"))
      }
    }
    return count
  }
}
