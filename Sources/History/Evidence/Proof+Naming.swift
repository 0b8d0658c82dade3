/// How violations name what they speak of.
extension Proof {
  func name(ofCommand command: Int32) -> String {
    let name = evidence.commands[command]
    return "command \(name.id) of \(evidence.agencies[name.agency])"
  }

  func streamName(_ stream: Int32) -> String { "stream \(evidence.streams[stream])" }

  func lineName(_ place: Evidence.Place) -> String { "\(evidence.files[Int(place.file)]):\(place.line)" }

  func invocation(of attempt: Evidence.Attempt) -> Evidence.Place {
    Evidence.Place(file: evidence.clients[attempt.client].file, line: attempt.invokedLine)
  }

  func answer(to attempt: Evidence.Attempt) -> Evidence.Place {
    Evidence.Place(file: evidence.clients[attempt.client].file, line: attempt.endedLine)
  }

  func positions(ofRows group: ArraySlice<Int32>) -> [UInt64] { group.map { rows[Int($0)].position } }

  /// A violation that concerns a command.
  func violation(
    _ kind: Violation.Kind, command: Int32, positions: [UInt64] = [], lines: [Evidence.Place] = [], _ message: String
  ) -> Violation {
    let name = evidence.commands[command]
    return Violation(
      kind: kind, message: "\(self.name(ofCommand: command)) \(message)", agencyID: evidence.agencies[name.agency],
      commandID: name.id, positions: positions, lines: lines.map(lineName))
  }

  /// A violation that concerns no one command.
  func violation(
    _ kind: Violation.Kind, positions: [UInt64] = [], lines: [Evidence.Place] = [], _ message: String
  ) -> Violation {
    Violation(
      kind: kind, message: message, agencyID: nil, commandID: nil, positions: positions, lines: lines.map(lineName))
  }
}

/// Positions as people write them: "3–5, 9".
func listed(_ positions: [UInt64]) -> String {
  var runs: [ClosedRange<UInt64>] = []
  for position in positions.sorted() {
    if let last = runs.last, position <= last.upperBound &+ 1 {
      runs[runs.count - 1] = last.lowerBound...max(position, last.upperBound)
    } else {
      runs.append(position...position)
    }
  }
  let runsMax = 8
  let text = runs.prefix(runsMax).map { run in
    run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)–\(run.upperBound)"
  }
  return text.joined(separator: ", ") + (runs.count > runsMax ? " and more" : "")
}
