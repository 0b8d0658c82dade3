internal import Cryptography

/// The leaves, computed from the entries, give the head's root.
struct SameRoot: HistoryCheck {
  let property = "the leaves give the head's Merkle root"
  let unit = "leaves"
  let computed: Digest256

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    if computed != proof.end.root {
      findings.add(
        proof.violation(
          .rootMismatch,
          "the entries give the root \(computed.hexadecimal), the head says \(proof.end.root.hexadecimal)"))
    }
    return proof.rows.count
  }
}
