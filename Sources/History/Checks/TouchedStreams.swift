/// A command that stands has events in every stream that its client said it touches.
struct TouchedStreams: HistoryCheck {
  let property = "commands stand in the streams they were for"
  let unit = "streams"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var count = 0
    for (index, stream) in proof.evidence.declared {
      let attempt = proof.attempts[Int(index)]
      let standing = proof.rowsByCommand[attempt.command]
      guard !standing.isEmpty, !attempt.failed else { continue }
      count += 1
      if !standing.contains(where: { proof.rows[Int($0)].stream == stream }) {
        let positions = proof.positions(ofRows: standing)
        findings.add(
          proof.violation(
            .wrongStream, command: attempt.command, positions: positions, lines: [proof.invocation(of: attempt)],
            "stands at \(listed(positions)), and has no event in \(proof.streamName(stream))"))
      }
    }
    return count
  }
}
