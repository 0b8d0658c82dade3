package import CairnMessages
package import Identifiers

/// One agency: registered once, under an id that stays its own.
package enum AgencyDecider: Decider {
  /// Whether the agency is there.
  package enum State: Hashable, Sendable {
    case unknown
    case registered(kind: AgencyKind)

    /// The kind that it is registered as; `nil` if it is not.
    package var kind: AgencyKind? {
      if case .registered(let kind) = self { kind } else { nil }
    }
  }

  package static let initial = State.unknown

  package static func evolve(_ state: State, _ event: DomainEvent) -> State {
    switch event {
    case .agencyRegistered(let registered): .registered(kind: registered.agency?.kind ?? .unspecified)
    default: state
    }
  }

  /// Registers an agency.
  ///
  /// - Parameter stream: the id of the agency's stream, derived from its id by whoever keeps the log.
  /// - Throws: `Rejection` AGENCY_EXISTS.
  package static func decide(
    _ command: RegisterAgency, stream: Identifier128, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    guard state == .unknown else {
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
