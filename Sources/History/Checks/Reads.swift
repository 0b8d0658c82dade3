/// Reads show what their tokens demand, never less than the same client saw of the stream before, and nothing that is not in
/// the log.
struct Reads: HistoryCheck {
  let property = "reads are never stale and never run backwards"
  let unit = "reads"

  private struct Reader: Hashable {
    let client: Int32
    let stream: Int32
  }

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var shown: [Reader: Evidence.Read] = [:]
    for read in proof.evidence.reads {
      let reader = Reader(client: read.client, stream: read.stream)
      let stream = proof.streamName(read.stream)
      if let earlier = shown[reader], earlier.version > read.version {
        findings.add(
          proof.violation(
            .readBackwards, lines: [place(earlier, proof), place(read, proof)],
            "a client read \(stream) at version \(earlier.version), and later at \(read.version)"))
      } else {
        shown[reader] = read
      }
      if let after = read.after, case let demanded = version(of: read.stream, at: after, proof),
        demanded > read.version
      {
        findings.add(
          proof.violation(
            .staleRead, positions: [after], lines: [place(read, proof)],
            "a read after \(after) showed \(stream) at version \(read.version), by then it was at \(demanded)"))
      }
      if read.version > version(of: read.stream, at: .max, proof) {
        findings.add(
          proof.violation(
            .readBeyondLog, lines: [place(read, proof)],
            "a read showed \(stream) at version \(read.version), which the log does not hold"))
      }
    }
    return proof.evidence.reads.count
  }

  private func place(_ read: Evidence.Read, _ proof: Proof) -> Evidence.Place {
    Evidence.Place(file: proof.evidence.clients[read.client].file, line: read.line)
  }

  /// The version that a stream had at a position; 0 before its first event.
  private func version(of stream: Int32, at position: UInt64, _ proof: Proof) -> UInt64 {
    let group = proof.rowsByStream[stream]
    var (low, high) = (group.startIndex, group.endIndex)
    while low < high {
      let middle = (low + high) / 2
      if proof.rows[Int(group[middle])].position <= position { low = middle + 1 } else { high = middle }
    }
    return low == group.startIndex ? 0 : proof.rows[Int(group[low - 1])].version
  }
}
