package import CairnDomain
package import EventLog

/// An event as it was read from the log and opened.
package struct OpenedEvent: Sendable {
  package let stored: StoredEvent
  package let content: Content

  /// What could be read of the sealed parts.
  package enum Content: Sendable {
    /// The event, and the key of its part 1.
    case event(DomainEvent, key: DataKey)
    /// The key of its part 1 was erased: nobody can read it any more.
    case erased
    /// It is not as this version of Cairn writes it; why, in words without content.
    case unreadable(reason: String)
  }

  /// An event as it was read, and what it says.
  package init(stored: StoredEvent, content: Content) {
    self.stored = stored
    self.content = content
  }

  /// The event, if it could be read.
  package var event: DomainEvent? {
    if case .event(let event, _) = content { event } else { nil }
  }
}
