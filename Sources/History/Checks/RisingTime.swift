/// The log's time never runs backwards.
struct RisingTime: HistoryCheck {
  let property = "recorded times never run backwards"
  let unit = "events"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var last = Int64.min
    for row in proof.rows {
      if row.recordedAt < last {
        findings.add(
          proof.violation(
            .timeBackwards, positions: [row.position],
            "position \(row.position) was recorded \(last - row.recordedAt) µs before the one in front of it"))
      }
      last = row.recordedAt
    }
    return proof.rows.count
  }
}
