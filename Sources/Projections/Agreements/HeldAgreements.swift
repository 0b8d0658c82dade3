package import CairnDomain
package import Identifiers

/// Agreements as they are held in memory, by their streams.
package struct HeldAgreements: RegisterContent {
  package static let name = "agreements"
  package static let types = EventType.ofAgreements

  private var states: [Identifier128: AgreementDecider.State] = [:]
  /// Streams of which an event cannot be read. Whatever it said, nothing is shared by what came before it.
  private var leftOut: Set<Identifier128> = []
  private var policy: (day: CivilDate, policy: SharingPolicy)?

  /// None yet.
  package init() {}

  package mutating func fold(_ event: DomainEvent, on stream: Identifier128, at position: UInt64) {
    policy = nil
    guard !leftOut.contains(stream) else { return }
    states[stream] = AgreementDecider.evolve(states[stream] ?? AgreementDecider.initial, event)
  }

  package mutating func leaveOut(_ stream: Identifier128, type: EventType?, isErased: Bool) {
    policy = nil
    leftOut.insert(stream)
    states[stream] = nil
  }

  /// The agreement of a stream; `nil` if there is none.
  package subscript(stream: Identifier128) -> AgreementRecord? { states[stream]?.record }

  /// Every agreement with the id of its stream, in no order.
  package var records: [(stream: Identifier128, record: AgreementRecord)] {
    states.compactMap { stream, state in state.record.map { (stream, $0) } }
  }

  /// What the agreements say on a day in London.
  package mutating func policy(on day: CivilDate) -> SharingPolicy {
    if let policy, policy.day == day { return policy.policy }
    let made = SharingPolicy(records.map(\.record), on: day)
    policy = (day, made)
    return made
  }
}
