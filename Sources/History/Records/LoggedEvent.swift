package import Cryptography
package import EventLog
package import Identifiers

/// An event of the log as the checker needs it, wherever it was read.
package struct LoggedEvent: Hashable, Sendable {
  /// What its leaf commits to.
  package var entry: LogEntry
  package var agencyID: String
  package var mark: Mark

  /// What the log says of the whole command at this event.
  package enum Mark: Hashable, Sendable {
    /// Where it was read, it says nothing.
    case unknown
    /// The first event of a command that recorded so many.
    case first(of: Int)
    /// A later event of a command.
    case later
  }

  /// An entry as a server lists it.
  package init(entry: LogEntry, agencyID: String, mark: Mark = .unknown) {
    self.entry = entry
    self.agencyID = agencyID
    self.mark = mark
  }

  /// An event as a store holds it.
  package init(_ stored: StoredEvent, logID: Identifier128) {
    self.init(
      entry: stored.entry(logID: logID), agencyID: stored.event.command.agencyID,
      mark: stored.event.commandMark.map { .first(of: $0.eventCount) } ?? .later)
  }
}

/// Where the log says that it ends.
package struct LogEnd: Hashable, Sendable {
  /// Of the last event; 0 if the log is empty.
  package var position: UInt64
  /// Over all leaves.
  package var root: Digest256

  /// An end of its fields.
  package init(position: UInt64, root: Digest256) {
    self.position = position
    self.root = root
  }

  /// The end as a store keeps it.
  package init(_ head: LogHead) {
    self.init(position: head.position, root: head.frontier.root)
  }
}
