/// Versions of a stream are 1 and on.
struct DenseVersions: HistoryCheck {
  let property = "versions of each stream are dense"
  let unit = "streams"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var last = [UInt64](repeating: 0, count: proof.evidence.streams.count)
    for row in proof.rows {
      let expected = last[Int(row.stream)] &+ 1
      if row.version != expected {
        findings.add(
          proof.violation(
            .versionGap, positions: [row.position],
            "\(proof.streamName(row.stream)) has version \(row.version) where \(expected) should be, at \(row.position)"
          ))
      }
      last[Int(row.stream)] = row.version
    }
    return last.count { $0 > 0 }
  }
}
