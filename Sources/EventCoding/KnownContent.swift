internal import CairnDomain
internal import EventLog

/// What an event said before this process sealed it: who folds it as it comes need not open again what was closed a moment
/// ago.
final class KnownContent: EventContent {
  let event: DomainEvent
  /// Of part 1.
  let key: DataKey

  init(event: DomainEvent, key: DataKey) {
    self.event = event
    self.key = key
  }
}
