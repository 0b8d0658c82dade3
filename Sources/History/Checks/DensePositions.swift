/// Positions are 1 to N, and N is where the head says that the log ends.
struct DensePositions: HistoryCheck {
  let property = "positions are dense, up to the head"
  let unit = "events"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var expected: UInt64 = 1
    for row in proof.rows {
      if row.position != expected {
        findings.add(
          proof.violation(
            .positionGap, positions: [row.position], "position \(row.position) stands where \(expected) should"))
      }
      expected = row.position &+ 1
    }
    if proof.end.position != expected &- 1 {
      findings.add(
        proof.violation(
          .headMismatch, positions: [proof.end.position],
          "the head is at \(proof.end.position), the log ends at \(expected &- 1)"))
    }
    return proof.rows.count
  }
}
