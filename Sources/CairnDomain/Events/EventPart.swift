package import CairnMessages

/// What one sealed part of an event says.
package enum EventPart: Hashable, Sendable {
  /// Part 1: the event itself, as far as it does not stand in parts of its own.
  case main(DomainEvent)
  /// Part 2 of a referral, under the reporter's key.
  case reporter(ReferralReporter)
  /// Parts 3 and further of a referral, each under the key of an adult.
  case adult(ReferralAdult)

  /// Which message a part holds: what its bytes are decoded as.
  package enum Kind: Hashable, Sendable {
    case main(EventType)
    case reporter
    case adult
  }
}
