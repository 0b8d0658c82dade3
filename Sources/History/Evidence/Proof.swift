/// Evidence that is complete, with the indexes that the checks share.
struct Proof: Sendable {
  let evidence: Evidence
  let end: LogEnd
  /// Whether the histories hold every command that was ever sent.
  let knowsAll: Bool
  let rowsByCommand: Grouping
  let rowsByStream: Grouping
  let attemptsByCommand: Grouping
  /// Rows by position where they do not stand in their own order; `nil` where they do.
  private let strayRows: [UInt64: Int32]?

  init(_ evidence: Evidence, end: LogEnd, knowsAll: Bool) {
    self.evidence = evidence
    self.end = end
    self.knowsAll = knowsAll
    rowsByCommand = Grouping(count: evidence.commands.count, of: evidence.rows.lazy.map(\.command))
    rowsByStream = Grouping(count: evidence.streams.count, of: evidence.rows.lazy.map(\.stream))
    attemptsByCommand = Grouping(count: evidence.commands.count, of: evidence.attempts.lazy.map(\.command))
    let isDense = evidence.rows.indices.allSatisfy { evidence.rows[$0].position == UInt64($0) + 1 }
    strayRows =
      isDense
      ? nil
      : Dictionary(evidence.rows.indices.map { (evidence.rows[$0].position, Int32($0)) }) { first, _ in first }
  }

  var rows: [Evidence.Row] { evidence.rows }
  var attempts: [Evidence.Attempt] { evidence.attempts }
  var allCommands: Range<Int32> { 0..<Int32(evidence.commands.count) }

  func row(atPosition position: UInt64) -> Int? {
    if let strayRows { return strayRows[position].map(Int.init) }
    return position >= 1 && position <= UInt64(rows.count) ? Int(position) - 1 : nil
  }

  func row(ofStream stream: Int32, version: UInt64) -> Int? {
    let versions = rowsByStream[stream]
    if version >= 1, version <= UInt64(versions.count) {
      let row = Int(versions[versions.startIndex + Int(version) - 1])
      if rows[row].version == version { return row }
    }
    return versions.first { rows[Int($0)].version == version }.map(Int.init)
  }

  /// The first attempt of a command that was acknowledged.
  func acknowledged(_ command: Int32) -> Evidence.Attempt? {
    attemptsByCommand[command].lazy.map { attempts[Int($0)] }.first { $0.outcome == .ok }
  }

  /// The positions that a client was told of a command and at which the command stands, in order.
  func toldPositions(_ attempt: Evidence.Attempt) -> [UInt64] {
    evidence.answers[attempt.answer].lazy.map(\.position).filter { position in
      row(atPosition: position).map { rows[$0].command == attempt.command } ?? false
    }
  }
}
