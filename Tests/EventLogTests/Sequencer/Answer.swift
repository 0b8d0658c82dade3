internal import EventLog
internal import EventLogTestSupport

/// An answer in a form that can be compared.
enum Answer: Hashable {
  /// At these positions.
  case recorded(ClosedRange<UInt64>)
  /// At these positions, earlier.
  case repeated([UInt64])
  case idTaken
  /// On account of the event at this position.
  case refused(restingOn: UInt64)
  case notReady
  case overloaded
  case unavailable

  init(_ outcome: Counting.Answer) {
    switch outcome {
    case .recorded(let record, _):
      self = .recorded(record.firstPosition...(record.firstPosition + UInt64(record.leaves.count) - 1))
    case .repeated(let events): self = .repeated(events.map(\.position))
    case .idTaken: self = .idTaken
    case .refused(let refusal): self = .refused(restingOn: refusal.position)
    case .notReady: self = .notReady
    case .overloaded: self = .overloaded
    case .unavailable: self = .unavailable
    }
  }
}

extension Submission {
  /// What became of it.
  var result: Answer {
    get async { Answer(await answer) }
  }
}
