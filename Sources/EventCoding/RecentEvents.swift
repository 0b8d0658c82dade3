internal import CairnDomain
internal import CairnMessages
internal import EventLog
internal import Identifiers
internal import Synchronization

/// The events that this server sealed lately, as they were before: who folds them as they come need not open again what
/// was closed a moment ago.
package final class RecentEvents: Sendable {
  /// An event before it was sealed.
  struct Entry: Sendable {
    let header: EventHeader
    let event: DomainEvent
    /// Of its part 1.
    let key: DataKey
  }

  /// Older ones are forgotten, and opened like any other.
  private static let rememberedMax = 4_096

  private let entries = Mutex(RecencyCache<Identifier128, Entry>(capacity: rememberedMax))

  /// None yet.
  package init() {}

  func remember(_ sealed: some Sequence<(id: Identifier128, entry: Entry)>) {
    entries.withLock { entries in
      for (id, entry) in sealed { entries[id] = entry }
    }
  }

  /// Those of these events that are remembered, by id.
  func entries(of events: [StoredEvent]) -> [Identifier128: Entry] {
    entries.withLock { entries in
      var found: [Identifier128: Entry] = [:]
      for stored in events {
        if let entry = entries[stored.event.eventID] { found[stored.event.eventID] = entry }
      }
      return found
    }
  }
}
