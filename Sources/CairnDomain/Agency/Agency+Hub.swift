package import CairnMessages

extension Agency {
  /// The hub as lists of agencies show it. No event tells of it: it exists from the beginning.
  package static let hub = Agency(agencyID: AgencyID.hub.description, kind: .hub, name: "The hub")
}
