/// A command has one effect at most: its events stand once, whole and in one piece. It also holds for commands whose outcome
/// nobody knows, and for those that no history tells of.
struct OneEffect: HistoryCheck {
  let property = "every command stands once at most, whole"
  let unit = "commands"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var count = 0
    for command in proof.allCommands {
      let standing = proof.rowsByCommand[command]
      guard !standing.isEmpty else { continue }
      count += 1
      if let violation = violation(of: command, standing, proof) { findings.add(violation) }
    }
    return count
  }

  /// The first that is found: a command that is recorded twice need not be told to be apart, too.
  private func violation(of command: Int32, _ standing: ArraySlice<Int32>, _ proof: Proof) -> Violation? {
    let expected = expectedCount(of: command, standing, proof)
    func make(_ kind: Violation.Kind, _ message: String) -> Violation {
      let positions = proof.positions(ofRows: standing)
      return proof.violation(
        kind, command: command, positions: positions,
        lines: proof.attemptsByCommand[command].prefix(4).map { proof.invocation(of: proof.attempts[Int($0)]) },
        "stands at \(listed(positions)), \(message)")
    }
    let firsts = standing.count { proof.rows[Int($0)].mark > 0 }
    if firsts > 1 { return make(.recordedTwice, "which begin \(firsts) times") }
    if let expected, standing.count > expected { return make(.recordedTwice, "\(expected) events should be all") }
    if let expected, standing.count < expected { return make(.recordedInPart, "there should be \(expected) events") }
    if firsts == 0, standing.contains(where: { proof.rows[Int($0)].mark == 0 }) {
      return make(.recordedInPart, "without its first event")
    }
    guard let first = standing.first, let last = standing.last else { return nil }
    let isInOnePiece =
      Int(last - first) == standing.count - 1
      && proof.rows[Int(first)].recordedAt == proof.rows[Int(last)].recordedAt
    guard !isInOnePiece else { return nil }
    // Where no count is known, events that were recorded in two places or at two times are two effects.
    return expected == nil
      ? make(.recordedTwice, "recorded in more than one place or at more than one time")
      : make(.recordedApart, "not in one piece")
  }

  /// How many events it should have: as the log says, or as the client was told, or as it knew.
  private func expectedCount(of command: Int32, _ standing: ArraySlice<Int32>, _ proof: Proof) -> Int? {
    if let marked = standing.first(where: { proof.rows[Int($0)].mark > 0 }) {
      return Int(proof.rows[Int(marked)].mark)
    }
    // An answer with another command's positions says nothing of this one.
    if let acknowledged = proof.acknowledged(command), acknowledged.answerCount > 0,
      proof.toldPositions(acknowledged).count == acknowledged.answerCount
    {
      return Int(acknowledged.answerCount)
    }
    return proof.attemptsByCommand[command].lazy.map { proof.attempts[Int($0)] }
      .first { !$0.failed && $0.expectedEvents != Evidence.Attempt.unknownCount }.map { Int($0.expectedEvents) }
  }
}
