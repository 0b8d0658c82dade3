package import Identifiers

/// Something that does not hold.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
  /// What does not hold, for programs and tests.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A position is missing, or stands out of its order.
    case positionGap = "position-gap"
    /// The log ends elsewhere than its head says.
    case headMismatch = "head-mismatch"
    /// A version of a stream is missing, or stands out of its order.
    case versionGap = "version-gap"
    /// An event was recorded before the one in front of it.
    case timeBackwards = "time-backwards"
    /// The same event stands twice.
    case eventRepeated = "event-repeated"
    /// The leaves do not give the head's root.
    case rootMismatch = "root-mismatch"
    /// Acknowledged, and nowhere in the log.
    case lostAnswer = "lost-answer"
    /// Acknowledged, and elsewhere in the log.
    case answeredElsewhere = "answered-elsewhere"
    /// Acknowledged with a leaf that the entry does not give.
    case wrongLeaf = "wrong-leaf"
    /// Recorded in another stream than was told or asked.
    case wrongStream = "wrong-stream"
    /// More than one effect of one command id.
    case recordedTwice = "recorded-twice"
    /// Some events of a command are missing.
    case recordedInPart = "recorded-in-part"
    /// A command's events do not stand in one piece.
    case recordedApart = "recorded-apart"
    /// Refused, and recorded.
    case refusedRecorded = "refused-recorded"
    /// Refused although the client had been told before that it is recorded.
    case refusedAfterOk = "refused-after-ok"
    /// One command id got two answers.
    case answersDiffer = "answers-differ"
    /// One command id was acknowledged for two payloads.
    case payloadReused = "payload-reused"
    /// Answered before another was sent, and recorded behind it.
    case orderInverted = "order-inverted"
    /// Recorded, and nobody sent it.
    case unknownCommand = "unknown-command"
    /// A subscriber missed an event.
    case subscriberGap = "subscriber-gap"
    /// A subscriber saw an event twice.
    case subscriberDouble = "subscriber-double"
    /// A subscriber saw an event after a later one.
    case subscriberOrder = "subscriber-order"
    /// A subscriber saw what it may not see.
    case subscriberForeign = "subscriber-foreign"
    /// A subscriber saw what the log does not hold.
    case seenNotInLog = "seen-not-in-log"
    /// A read showed less than its token demands.
    case staleRead = "stale-read"
    /// A client's read showed less than one before it.
    case readBackwards = "read-backwards"
    /// A read showed what the log does not hold.
    case readBeyondLog = "read-beyond-log"
  }

  /// What does not hold, for programs.
  package let kind: Kind
  /// What does not hold, for a person: the command, the positions, the lines.
  package let message: String
  package let agencyID: String?
  package let commandID: Identifier128?
  /// The positions that it concerns.
  package let positions: [UInt64]
  /// The lines of the history that it concerns, "FILE:LINE".
  package let lines: [String]

  package var description: String {
    lines.isEmpty ? "\(kind.rawValue): \(message)" : "\(kind.rawValue): \(message) (\(lines.joined(separator: ", ")))"
  }
}

/// Violations as they are found: the first of them in full, all of them counted.
struct Findings {
  private(set) var kept: [Violation] = []
  private(set) var count = 0

  /// How many are kept in full.
  static let keptMax = 1_000

  /// Builds the violation only if it is kept: a broken log may have millions.
  mutating func add(_ violation: @autoclosure () -> Violation) {
    count += 1
    if kept.count < Self.keptMax { kept.append(violation()) }
  }
}
