package import CairnMessages

/// What one sealed part of an event says.
package enum EventPart: Hashable, Sendable {
  /// Part 1: the event itself, as far as it does not stand in parts of its own.
  case main(DomainEvent)
  /// Part 2 of a referral, under the reporter's key.
  case reporter(ReferralReporter)

  /// Which message a part holds: what its bytes are decoded as.
  package enum Kind: Hashable, Sendable {
    case main(EventType)
    case reporter
  }
}
