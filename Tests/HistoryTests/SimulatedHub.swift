internal import Cryptography
import EventLog
import EventLogTestSupport
import History
import Identifiers

/// A hub in a few lines: it records, refuses and repeats as it should.
struct SimulatedHub {
  enum Outcome {
    case ok([RecordedStream])
    case fail(String)
  }

  private(set) var log: [LoggedEvent] = []
  /// Whether the log says of each event whether it begins a command, as a store does and a server does not.
  let tellsMarks: Bool
  /// Up to where the read side has come.
  var projected: UInt64 = 0
  private var versions: [Identifier128: UInt64] = [:]
  private var receipts: [CommandKey: (recorded: [RecordedStream], payload: Digest256)] = [:]
  private var made = 0

  init(tellsMarks: Bool) {
    self.tellsMarks = tellsMarks
  }

  var streams: [Identifier128] { versions.keys.sorted() }

  mutating func process(_ command: SimulatedCommand, at time: UInt64, isBusy: Bool) -> Outcome {
    if isBusy { return .fail("UNAVAILABLE") }
    if let receipt = receipts[command.key] {
      return receipt.payload == command.payload ? .ok(receipt.recorded) : .fail("FAILED_PRECONDITION")
    }
    var touched: [(stream: Identifier128, type: String)] = []
    switch command.effect {
    case .refused: return .fail("INVALID_ARGUMENT")
    case .change(let stream): touched = [(stream, "Changed")]
    case .open(let streams, let events):
      for _ in 0..<streams {
        made += 1
        let stream = Samples.id(made, kind: 0x5)
        touched += (0..<events).map { (stream, $0 == 0 ? "Opened" : "Changed") }
      }
    }
    var recorded: [RecordedStream] = []
    for (index, event) in touched.enumerated() {
      let mark: LoggedEvent.Mark = index == 0 ? .first(of: touched.count) : .later
      let leaf = record(command.key, event.stream, event.type, time: time, mark: tellsMarks ? mark : .unknown)
      if recorded.last?.stream != event.stream {
        recorded.append(RecordedStream(stream: event.stream, positions: [], leaves: []))
      }
      recorded[recorded.count - 1].positions.append(UInt64(log.count))
      recorded[recorded.count - 1].leaves.append(leaf)
    }
    receipts[command.key] = (recorded, command.payload)
    return .ok(recorded)
  }

  private mutating func record(
    _ key: CommandKey, _ stream: Identifier128, _ type: String, time: UInt64, mark: LoggedEvent.Mark
  ) -> Digest256 {
    versions[stream, default: 0] += 1
    let entry = LogEntry(
      logID: SimulatedRun.logID, position: UInt64(log.count) + 1, recordedAt: Samples.time + Int64(time),
      eventID: Samples.id(log.count + 1, kind: 0xE), streamID: stream, version: versions[stream] ?? 0,
      actorID: Samples.id(7, kind: 0xA), commandID: key.id, type: type, parts: [EventPart(clear: [1]).digest])
    log.append(LoggedEvent(entry: entry, agencyID: key.agencyID, mark: mark))
    return entry.leaf
  }

  /// The version that the read side shows of a stream.
  func shownVersion(of stream: Identifier128) -> UInt64 {
    UInt64(log.prefix(Int(projected)).count { $0.entry.streamID == stream })
  }
}
