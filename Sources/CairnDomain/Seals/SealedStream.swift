internal import CairnMessages
package import Identifiers

/// What one agency sealed in one case besides the case as a whole: its state, on a stream of its own.
package enum SealedStreamDecider: Decider {
  package typealias State = Seals

  package static let initial = Seals()

  package static func evolve(_ state: Seals, _ event: DomainEvent) -> Seals {
    var next = state
    next.apply(event)
    return next
  }
}

/// The stream of what an agency sealed in a case, as commands are decided on it.
package struct SealedStream: Hashable, Sendable {
  package let id: Identifier128
  let seals: Seals

  /// A stream of its fields.
  package init(id: Identifier128, seals: Seals) {
    self.id = id
    self.seals = seals
  }

  /// One event on it.
  func decision(_ event: DomainEvent) -> StreamDecision {
    StreamDecision(stream: id, kind: .seals, events: [.ofSeals(event, stream: id)])
  }
}
