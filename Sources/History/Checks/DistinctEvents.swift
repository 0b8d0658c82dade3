/// No event stands twice.
struct DistinctEvents: HistoryCheck {
  let property = "each event stands once"
  let unit = "events"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    let rows = proof.rows
    // Sorting takes less memory than a set.
    let sorted = (0..<Int32(rows.count)).sorted { rows[Int($0)].eventID < rows[Int($1)].eventID }
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      let (one, other) = (rows[Int(left)], rows[Int(right)])
      guard one.eventID == other.eventID else { continue }
      let positions = [one.position, other.position].sorted()
      findings.add(
        proof.violation(
          .eventRepeated, command: other.command, positions: positions,
          "has event \(one.eventID) at both \(positions[0]) and \(positions[1])"))
    }
    return rows.count
  }
}
