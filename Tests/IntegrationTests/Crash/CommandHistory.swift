import CairnMessages
import Identifiers
import Synchronization

/// What clients sent and what they were told, with the times at which they sent it and were told.
final class CommandHistory: Sendable {
  struct Entry: Sendable {
    let agencyID: String
    let commandID: Identifier128
    let invokedAt: ContinuousClock.Instant
    var answer = Answer.none
    var answeredAt: ContinuousClock.Instant?
  }

  enum Answer: Sendable {
    /// Never told: it may stand in the log once, or not at all.
    case none
    case acknowledged(Receipt)
    /// Told that nothing was recorded.
    case refused
  }

  private let entries = Mutex<[Entry]>([])

  var all: [Entry] { entries.withLock { $0 } }

  /// Notes that a command is about to be sent.
  func invoke(_ commandID: Identifier128, agencyID: String) -> Int {
    entries.withLock { entries in
      entries.append(Entry(agencyID: agencyID, commandID: commandID, invokedAt: .now))
      return entries.count - 1
    }
  }

  /// Notes what the client was told.
  func answer(_ index: Int, _ answer: Answer) {
    entries.withLock { entries in
      entries[index].answer = answer
      entries[index].answeredAt = .now
    }
  }
}
