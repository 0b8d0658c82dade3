internal import EventLog

/// How far one subscriber has come, held against what it may see.
struct SubscriberProgress {
  private let name: String
  private let proof: Proof
  private var scope: SubscriberScope?
  /// The rows that it may see, in order.
  private var expected: [Int32] = []
  /// Which of `expected` comes next.
  private var next = 0
  /// Those that were passed over, and where it was noticed: gaps, unless they come late.
  private var skipped: [Int: Evidence.Place] = [:]

  init(name: String, proof: Proof) {
    self.name = name
    self.proof = proof
  }

  mutating func take(_ step: Evidence.SubscriberStep, _ findings: inout Findings) {
    switch step.step {
    case .subscribe(let after, let scope): begin(after: after, scope, step.place, &findings)
    case .seen(let sighting): see(sighting, step.place, &findings)
    case .caughtUp(let position): passOver(to: firstIndex(after: position), step.place)
    case .invoke, .ok, .fail, .info, .read: break
    }
  }

  /// Whatever never came is a gap.
  func conclude(_ findings: inout Findings) {
    for (index, place) in skipped.sorted(by: { $0.key < $1.key }) {
      let row = proof.rows[Int(expected[index])]
      findings.add(
        proof.violation(
          .subscriberGap, command: row.command, positions: [row.position], lines: [place],
          "has an event at \(row.position) that subscriber \(name) never saw"))
    }
  }

  /// A subscriber that goes on behind a position it has not reached has left out what lies between; one that goes back is
  /// handed the same events again.
  private mutating func begin(
    after position: UInt64, _ scope: SubscriberScope, _ place: Evidence.Place, _ findings: inout Findings
  ) {
    if self.scope != scope {
      conclude(&findings)
      self.scope = scope
      expected = rows(in: scope)
      skipped = [:]
      next = firstIndex(after: position)
    }
    let start = firstIndex(after: position)
    passOver(to: start, place)
    next = start
    skipped = skipped.filter { $0.key < start }
  }

  private mutating func passOver(to index: Int, _ place: Evidence.Place) {
    guard index > next else { return }
    for passed in next..<index { skipped[passed] = place }
    next = index
  }

  private mutating func see(_ sighting: Sighting, _ place: Evidence.Place, _ findings: inout Findings) {
    guard let row = row(of: sighting) else {
      findings.add(
        proof.violation(
          .seenNotInLog, positions: sighting.position.map { [$0] } ?? [], lines: [place],
          "subscriber \(name) saw an event that the log does not hold, or holds otherwise"))
      return
    }
    let command = proof.rows[row].command
    let position = proof.rows[row].position
    let index = firstIndex { $0 >= row }
    guard index < expected.count, Int(expected[index]) == row else {
      findings.add(
        proof.violation(
          .subscriberForeign, command: command, positions: [position], lines: [place],
          "has an event at \(position) that subscriber \(name) saw and may not see"))
      return
    }
    if index >= next {
      passOver(to: index, place)
      next = index + 1
    } else if skipped.removeValue(forKey: index) != nil {
      findings.add(
        proof.violation(
          .subscriberOrder, command: command, positions: [position], lines: [place],
          "has an event at \(position) that subscriber \(name) saw after a later one"))
    } else {
      findings.add(
        proof.violation(
          .subscriberDouble, command: command, positions: [position], lines: [place],
          "has an event at \(position) that subscriber \(name) saw twice"))
    }
  }

  /// The row that a sighting names; `nil` if there is none, or if it is another than the sighting says.
  private func row(of sighting: Sighting) -> Int? {
    var stream: Int32?
    if let id = sighting.stream {
      stream = proof.evidence.streams.number(of: id)
      if stream == nil { return nil }
    }
    let found: Int?
    if let position = sighting.position {
      found = proof.row(atPosition: position)
    } else if let stream, let version = sighting.version {
      found = proof.row(ofStream: stream, version: version)
    } else {
      found = nil
    }
    guard let found else { return nil }
    let row = proof.rows[found]
    if let stream, row.stream != stream || row.version != sighting.version { return nil }
    if let command = sighting.command {
      let name = proof.evidence.commands[row.command]
      guard name.id == command.id, proof.evidence.agencies[name.agency] == command.agencyID else { return nil }
    }
    return found
  }

  private func rows(in scope: SubscriberScope) -> [Int32] {
    let types = Set(scope.types.compactMap(proof.evidence.types.number))
    let agencies = Set(scope.agencies.compactMap(proof.evidence.agencies.number))
    let streams = scope.streams.compactMap(proof.evidence.streams.number)
    func isSeen(_ row: Int32) -> Bool {
      let row = proof.rows[Int(row)]
      return (scope.types.isEmpty || types.contains(row.type))
        && (scope.agencies.isEmpty || agencies.contains(proof.evidence.commands[row.command].agency))
    }
    // A subscriber of a few streams must not cost a walk over the whole log.
    return scope.streams.isEmpty
      ? (0..<Int32(proof.rows.count)).filter(isSeen)
      : Set(streams).flatMap { proof.rowsByStream[$0] }.sorted().filter(isSeen)
  }

  private func firstIndex(after position: UInt64) -> Int {
    firstIndex { proof.rows[$0].position > position }
  }

  /// The first of `expected` whose row is as asked, which all later ones are, too.
  private func firstIndex(where isThere: (Int) -> Bool) -> Int {
    var (low, high) = (0, expected.count)
    while low < high {
      let middle = (low + high) / 2
      if isThere(Int(expected[middle])) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
