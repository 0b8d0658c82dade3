internal import Cryptography
import EventLog
import EventLogTestSupport
import History
import Identifiers

/// What a run leaves behind, to be checked as it is or with something broken in it.
struct SimulatedRun: Sendable {
  var log: [LoggedEvent] = []
  var history: [HistoryRecord] = []
  /// Changes what the head says, after it was computed from the log.
  var tamper: @Sendable (inout LogEnd) -> Void = { _ in }

  static let logID = Samples.id(1, kind: 0x1)

  /// The head that the log as it stands would have.
  var end: LogEnd {
    var frontier = MerkleFrontier()
    for event in log { frontier.append(leaf: event.entry.leaf) }
    var end = LogEnd(position: log.last?.entry.position ?? 0, root: frontier.root)
    tamper(&end)
    return end
  }

  func report(knowsAll: Bool = false) throws -> HistoryReport {
    var evidence = Evidence()
    for event in log { evidence.append(event) }
    try evidence.add(history, named: "run")
    return evidence.check(end: end, knowsAll: knowsAll)
  }
}

/// A command as a simulated client sends it.
struct SimulatedCommand {
  enum Effect {
    case open(streams: Int, events: Int)
    case change(stream: Identifier128)
    case refused
  }

  var key: CommandKey
  var payload: Digest256
  var effect: Effect

  var invocation: Invocation {
    switch effect {
    case .open(let streams, let events): Invocation(command: key, payload: payload, events: streams * events)
    case .change(let stream): Invocation(command: key, payload: payload, streams: [stream])
    case .refused: Invocation(command: key, payload: payload)
    }
  }
}
