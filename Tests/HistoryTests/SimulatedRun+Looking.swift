internal import Cryptography
import EventLog
import EventLogTestSupport
import History
import Identifiers

/// What mutants look for in a run.
extension SimulatedRun {
  struct Acknowledged {
    /// Of its line in `history`.
    var index: Int
    var key: CommandKey
    var recorded: [RecordedStream]
    var client: String
    var at: UInt64
  }

  var time: UInt64 { history.last?.at ?? 0 }

  var acknowledged: [Acknowledged] {
    history.indices.compactMap { index in
      guard case .ok(let key, let recorded) = history[index].step else { return nil }
      return Acknowledged(
        index: index, key: key, recorded: recorded, client: history[index].client, at: history[index].at)
    }
  }

  /// Those whose commands were acknowledged once and sent once.
  var acknowledgedOnce: [Acknowledged] {
    let sent = Dictionary(grouping: invocations, by: \.invocation.command).mapValues(\.count)
    return acknowledged.filter { sent[$0.key] == 1 }
  }

  var invocations: [(index: Int, invocation: Invocation)] {
    history.indices.compactMap { index in
      guard case .invoke(let invocation) = history[index].step else { return nil }
      return (index, invocation)
    }
  }

  var failed: Set<CommandKey> {
    Set(
      history.compactMap { record in
        guard case .fail(let key, _) = record.step else { return nil }
        return key
      })
  }

  var reads: [(index: Int, stream: Identifier128, version: UInt64, after: UInt64?)] {
    history.indices.compactMap { index in
      guard case .read(let stream, let version, let after) = history[index].step else { return nil }
      return (index, stream, version, after)
    }
  }

  /// The lines of a subscriber that say what it saw, as long as it did not start again.
  func firstSightings(of subscriber: String) -> [Int] {
    var subscriptions = 0
    return history.indices.filter { index in
      guard history[index].client == subscriber else { return false }
      if case .subscribe = history[index].step { subscriptions += 1 }
      guard case .seen = history[index].step else { return false }
      return subscriptions == 1
    }
  }

  /// Events that a subscriber saw once only, so that it makes a difference if it had not.
  func sightingsOfOnce(_ subscriber: String) -> [Int] {
    let seen = history.indices.filter { index in
      if case .seen = history[index].step { return history[index].client == subscriber }
      return false
    }
    let counts = Dictionary(grouping: seen) { history[$0].step }.mapValues(\.count)
    return seen.filter { counts[history[$0].step] == 1 }
  }

  func rows(of key: CommandKey) -> [Int] {
    log.indices.filter { log[$0].entry.commandID == key.id && log[$0].agencyID == key.agencyID }
  }

  func version(of stream: Identifier128, at position: UInt64 = .max) -> UInt64 {
    UInt64(log.count { $0.entry.streamID == stream && $0.entry.position <= position })
  }

  /// Puts an event at the log's end that is right in all that is not said to be otherwise.
  ///
  /// - Returns: what a receipt would say of it.
  @discardableResult
  mutating func append(
    _ key: CommandKey, stream: Identifier128? = nil, mark: LoggedEvent.Mark = .unknown,
    _ change: (inout LogEntry) -> Void = { _ in }
  ) -> RecordedStream {
    let position = (log.last?.entry.position ?? 0) + 1
    let stream = stream ?? Samples.id(Int(position), kind: 0x6)
    var entry = LogEntry(
      logID: Self.logID, position: position, recordedAt: (log.last?.entry.recordedAt ?? 0) + 1,
      eventID: Samples.id(Int(position), kind: 0xF), streamID: stream, version: version(of: stream) + 1,
      actorID: Samples.id(7, kind: 0xA), commandID: key.id, type: "Changed", parts: [])
    change(&entry)
    log.append(LoggedEvent(entry: entry, agencyID: key.agencyID, mark: mark))
    return RecordedStream(
      stream: stream, positions: [entry.position], leaves: [entry.leaf])
  }

  mutating func note(_ step: HistoryRecord.Step, by client: String = "late") {
    history.append(HistoryRecord(at: time + 1, client: client, step: step))
  }

  /// Exchanges two events; each place keeps its position and time.
  mutating func swapEvents(_ left: Int, _ right: Int) {
    log.swapAt(left, right)
    (log[left].entry.position, log[right].entry.position) = (log[right].entry.position, log[left].entry.position)
    (log[left].entry.recordedAt, log[right].entry.recordedAt) =
      (log[right].entry.recordedAt, log[left].entry.recordedAt)
  }

  static let stranger = Samples.command(1, agencyID: "stranger")
}
