internal import EventLog
internal import EventLogTestSupport
internal import Identifiers
internal import Testing

/// What clients saw, to be held against what the log holds.
struct SequencerHistory: Sendable {
  /// One call: when it began and ended by a clock that only counts, and what came of it.
  struct Call: Sendable {
    let counting: Counting
    let began: Int
    let ended: Int
    let answer: Counting.Answer
    /// How many events the stream had on disk when the answer was there.
    let versionOnDisk: UInt64
    /// The command's events on disk when the answer was there.
    let onDisk: [StoredEvent]
  }

  var calls: [Call] = []
  var log: [StoredEvent] = []
  var published: [LogBatch] = []
  var head: LogHead
  var steppedDown = false

  /// All that is wrong, in words; empty if nothing is.
  func faults() -> [String] {
    logFaults() + calls.flatMap(faults) + orderFaults() + publishingFaults()
  }

  private func logFaults() -> [String] {
    var faults: [String] = []
    var frontier = MerkleFrontier()
    var versions: [Identifier128: UInt64] = [:]
    var commands: Set<CommandKey> = []
    for (index, stored) in log.enumerated() {
      if stored.position != UInt64(index) + 1 { faults.append("position \(stored.position) at \(index)") }
      versions[stored.event.streamID, default: 0] += 1
      if stored.event.version != versions[stored.event.streamID] {
        faults.append(
          "version \(stored.event.version) at \(stored.position), not \(versions[stored.event.streamID] ?? 0)")
      }
      if stored.event.commandMark != nil, !commands.insert(stored.event.command).inserted {
        faults.append("command \(stored.event.command.id) twice, again at \(stored.position)")
      }
      frontier.append(leaf: stored.entry(logID: head.logID).leaf)
    }
    if frontier != head.frontier { faults.append("the head's frontier is not the log's") }
    for (earlier, later) in zip(log, log.dropFirst()) where later.recordedAt < earlier.recordedAt {
      faults.append("time runs backwards at \(later.position)")
    }
    return faults
  }

  private func faults(_ call: Call) -> [String] {
    let id = call.counting.command.id
    switch call.answer {
    case .recorded(let record, let draft):
      let events = call.onDisk
      var faults: [String] = []
      if events.map(\.event) != call.counting.seal(draft) {
        faults.append("recorded \(id), the log holds other events")
      }
      if events.first?.position != record.firstPosition { faults.append("recorded \(id), elsewhere") }
      if events.map({ $0.entry(logID: head.logID).leaf }) != record.leaves {
        faults.append("recorded \(id), other leaves")
      }
      return faults
    case .repeated(let events):
      let isRight = events == call.onDisk && events.first?.event.commandMark?.digest == call.counting.digest
      return isRight ? [] : ["repeated \(id), the log holds another"]
    case .idTaken:
      let mark = call.onDisk.first?.event.commandMark
      return mark != nil && mark?.digest != call.counting.digest ? [] : ["taken \(id), it is not"]
    case .refused(let refusal):
      var faults: [String] = []
      if call.versionOnDisk + UInt64(call.counting.count) <= call.counting.versionMax {
        faults.append("refused \(id), on disk there was room")
      }
      if refusal.version != 0, !log.contains(where: { isGround($0, of: refusal, for: call) }) {
        faults.append("refused \(id), on what is not in the log")
      }
      return faults
    case .notReady: return ["not ready \(id)"]
    case .overloaded, .unavailable: return []
    }
  }

  private func isGround(_ stored: StoredEvent, of refusal: Counting.Refusal, for call: Call) -> Bool {
    stored.position == refusal.position && stored.event.streamID == call.counting.stream
      && stored.event.version == refusal.version
  }

  /// Who was answered before another one called comes before it.
  private func orderFaults() -> [String] {
    var faults: [String] = []
    let recorded = calls.compactMap { call -> (call: Call, position: UInt64)? in
      guard case .recorded(let record, _) = call.answer else { return nil }
      return (call, record.firstPosition)
    }
    var highest: UInt64 = 0
    var ended = recorded.sorted { $0.call.ended < $1.call.ended }[...]
    for later in recorded.sorted(by: { $0.call.began < $1.call.began }) {
      while let earlier = ended.first, earlier.call.ended < later.call.began {
        highest = max(highest, earlier.position)
        ended.removeFirst()
      }
      if later.position < highest { faults.append("\(later.position) was called after \(highest) was answered") }
    }
    let effects = Dictionary(grouping: recorded, by: \.call.counting.command)
    for (command, effects) in effects where effects.count > 1 { faults.append("recorded twice: \(command.id)") }
    for call in calls {
      guard case .refused = call.answer, let effect = effects[call.counting.command]?.first else { continue }
      if effect.call.ended < call.began { faults.append("refused after it was recorded: \(call.counting.command.id)") }
    }
    return faults
  }

  private func publishingFaults() -> [String] {
    let events = published.flatMap(\.stored)
    let expected = steppedDown ? Array(log.prefix(events.count)) : log
    return events == expected ? [] : ["published is not what the log holds"]
  }
}
