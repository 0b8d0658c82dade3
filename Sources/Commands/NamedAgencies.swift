internal import CairnDomain
internal import Identifiers

/// Agencies that a command names, each of which must be registered.
struct NamedAgencies: Sendable {
  private let agencies: [(id: AgencyID, stream: StreamReference)]

  init(_ agencyIDs: [AgencyID]) {
    agencies = agencyIDs.map { ($0, AgencyStream.reference(to: $0)) }
  }

  /// What tells of them, each once.
  var streams: [StreamReference] { Array(Set(agencies.map(\.stream))) }

  /// Whether each of them is registered, in their order.
  func registered(_ states: StreamStates) -> [Bool] {
    agencies.map { $0.id == .hub || states.agency($0.stream.id).kind != nil }
  }
}
