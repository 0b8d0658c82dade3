package import CairnMessages
package import Identifiers

/// One agency: registered once, under an id that stays its own.
package enum AgencyDecider: Decider {
  /// What is on record of the agency.
  package struct State: Hashable, Sendable {
    /// The kind that it is registered as; `nil` if it is not. Nobody registers the hub.
    package private(set) var kind: AgencyKind?
    /// The public half of the key that it signs agreements with: Ed25519. `nil` if it has none.
    package private(set) var signingKey: [UInt8]?

    fileprivate mutating func evolve(_ event: DomainEvent) {
      switch event {
      case .agencyRegistered(let registered): kind = registered.agency?.kind ?? .unspecified
      case .signingKeyRegistered(let registered): signingKey = registered.publicKey
      default: return
      }
    }
  }

  package static let initial = State()

  package static func evolve(_ state: State, _ event: DomainEvent) -> State {
    var evolved = state
    evolved.evolve(event)
    return evolved
  }

  /// Registers an agency.
  ///
  /// - Parameter stream: the id of the agency's stream, derived from its id by whoever keeps the log.
  /// - Throws: `Rejection` AGENCY_EXISTS.
  package static func decide(
    _ command: RegisterAgency, stream: Identifier128, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    guard state.kind == nil else {
      throw Rejection(
        .alreadyExists, reason: "AGENCY_EXISTS",
        message: "an agency of this id is registered already: list the agencies, or choose another id")
    }
    let registered = AgencyRegistered(agency: command.agency, occurredAt: command.context.occurredAt.text)
    return [
      StreamDecision(
        stream: stream, kind: .agency, events: [.ofAgency(.agencyRegistered(registered), stream: stream)])
    ]
  }
}
