package import Identifiers

/// What a stream is about. One stream is the consistency boundary of one such thing.
package enum StreamKind: Hashable, Sendable {
  case agency
  /// An agency's staff register.
  case staff
  case agreement
  /// The one stream of the hub's certificates.
  case certificates
  case referral
  case `case`
  /// What one agency sealed in one case.
  case seals
}

/// The events that a command adds to one stream.
package struct StreamDecision: Hashable, Sendable {
  /// The stream's id.
  package let stream: Identifier128
  /// What the stream is about.
  package let kind: StreamKind
  /// In order, never empty.
  package let events: [DecidedEvent]
}

/// An event as it was decided: whole, and as the parts that are to be sealed.
package struct DecidedEvent: Hashable, Sendable {
  /// What happened.
  package let event: DomainEvent
  /// From part 1 on, in the order of `EventType.partKinds(count:)`.
  package let parts: [SealedPart]
}

/// One part of an event, and whose key it is sealed under.
package struct SealedPart: Hashable, Sendable {
  /// Whose key.
  package let scope: DataKeyScope
  /// What is sealed.
  package let message: EventPart
}
