import CairnMessages
import EventLog
import Identifiers

/// Holds a history against the log that it should have left: everything acknowledged stands once, at its positions, with
/// its leaves; nothing refused stands; what was told before another was sent stands before it; positions and versions have
/// no gap; the root is that of the entries.
struct HistoryCheck {
  private let events: [StoredEvent]
  private let head: EventLog.LogHead
  private let history: [CommandHistory.Entry]

  init(events: [StoredEvent], head: EventLog.LogHead, history: [CommandHistory.Entry]) {
    self.events = events
    self.head = head
    self.history = history
  }

  /// Everything that does not hold, in words; none if all does.
  var violations: [String] {
    logViolations + commandViolations + orderViolations
  }

  private var logViolations: [String] {
    var violations: [String] = []
    var versions: [Identifier128: UInt64] = [:]
    var frontier = MerkleFrontier()
    var recordedAt = Int64.min
    for (index, stored) in events.enumerated() {
      if stored.position != UInt64(index + 1) {
        violations.append("position \(stored.position) stands at \(index + 1)")
      }
      if stored.recordedAt < recordedAt { violations.append("time runs backwards at \(stored.position)") }
      recordedAt = stored.recordedAt
      let version = versions[stored.event.streamID, default: 0] + 1
      if stored.event.version != version { violations.append("a version is missing at \(stored.position)") }
      versions[stored.event.streamID] = stored.event.version
      frontier.append(leaf: stored.entry(logID: head.logID).leaf)
    }
    if head.position != UInt64(events.count) {
      violations.append("the head is at \(head.position), not \(events.count)")
    }
    if head.frontier.root != frontier.root { violations.append("the root is not that of the entries") }
    return violations
  }

  private var commandViolations: [String] {
    var standing: [CommandKey: [StoredEvent]] = [:]
    for stored in events { standing[stored.event.command, default: []].append(stored) }
    var violations: [String] = []
    for entry in history {
      let recorded = standing[CommandKey(agencyID: entry.agencyID, id: entry.commandID)] ?? []
      let marks = recorded.compactMap(\.event.commandMark)
      if marks.count > 1 { violations.append("command \(entry.commandID) stands \(marks.count) times") }
      if let mark = marks.first, mark.eventCount != recorded.count {
        violations.append("command \(entry.commandID) stands in part")
      }
      switch entry.answer {
      case .none: break
      case .refused:
        if !recorded.isEmpty { violations.append("refused command \(entry.commandID) stands in the log") }
      case .acknowledged(let receipt):
        let told = receipt.streams.flatMap { zip($0.positions, $0.leaves) }.sorted { $0.0 < $1.0 }
        let stands = recorded.map { ($0.position, $0.entry(logID: head.logID).leaf) }
        if !told.elementsEqual(stands, by: ==) || told.isEmpty {
          violations.append("acknowledged command \(entry.commandID) does not stand as it was told")
        }
      }
    }
    return violations
  }

  /// A told before B was sent: A stands before B.
  private var orderViolations: [String] {
    struct Told {
      let invokedAt: ContinuousClock.Instant
      let answeredAt: ContinuousClock.Instant
      let first: UInt64
      let last: UInt64
      let id: Identifier128
    }
    let told = history.compactMap { entry -> Told? in
      guard case .acknowledged(let receipt) = entry.answer, let answeredAt = entry.answeredAt else { return nil }
      let positions = receipt.streams.flatMap(\.positions)
      guard let first = positions.min(), let last = positions.max() else { return nil }
      return Told(invokedAt: entry.invokedAt, answeredAt: answeredAt, first: first, last: last, id: entry.commandID)
    }
    var byAnswer = told.sorted { $0.answeredAt < $1.answeredAt }[...]
    var highest: UInt64 = 0
    var violations: [String] = []
    for later in told.sorted(by: { $0.invokedAt < $1.invokedAt }) {
      while let earlier = byAnswer.first, earlier.answeredAt < later.invokedAt {
        highest = max(highest, earlier.last)
        byAnswer = byAnswer.dropFirst()
      }
      if later.first <= highest { violations.append("command \(later.id) stands before one that was told first") }
    }
    return violations
  }
}
