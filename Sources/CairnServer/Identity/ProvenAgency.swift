package import CairnDomain

/// The agency that calls, and how far it is believed.
package struct ProvenAgency: Hashable, Sendable {
  /// The agency.
  package let agencyID: AgencyID
  /// Whether whoever acts for it must stand in its staff register, in the role in which they act.
  package let isHeldToRegister: Bool

  /// An agency of its fields.
  package init(agencyID: AgencyID, isHeldToRegister: Bool) {
    self.agencyID = agencyID
    self.isHeldToRegister = isHeldToRegister
  }
}
