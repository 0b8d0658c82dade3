internal import CairnDomain
internal import Identifiers

/// Agreements as they are held in memory, by their streams.
struct HeldAgreements: Sendable {
  private var states: [Identifier128: AgreementDecider.State] = [:]
  /// Streams of which an event cannot be read. Whatever it said, nothing is shared by what came before it.
  private var leftOut: Set<Identifier128> = []

  mutating func fold(_ event: DomainEvent, on stream: Identifier128) {
    guard !leftOut.contains(stream) else { return }
    states[stream] = AgreementDecider.evolve(states[stream] ?? AgreementDecider.initial, event)
  }

  mutating func leaveOut(_ stream: Identifier128) {
    leftOut.insert(stream)
    states[stream] = nil
  }

  subscript(stream: Identifier128) -> AgreementRecord? { states[stream]?.record }

  var records: [(stream: Identifier128, record: AgreementRecord)] {
    states.compactMap { stream, state in state.record.map { (stream, $0) } }
  }
}
