package import CairnDomain

/// The agency that calls, how that is known, and how far it is believed.
package struct ProvenAgency: Hashable, Sendable {
  /// On what it rests.
  package indirect enum Proof: Hashable, Sendable {
    /// The kernel says which user of this machine it is, and a table of this server who that is.
    case unixUser
    /// Nothing but the caller's own word, on a server that was told to take it.
    case claim
    /// The caller holds the key of this certificate.
    case certificate(CertificateRegister.Entry)
  }

  /// The agency.
  package let agencyID: AgencyID
  /// On what it rests that it is this one.
  package let proof: Proof
  /// Whether whoever acts for it must stand in its staff register, in the role in which they act.
  package let isHeldToRegister: Bool

  /// An agency of its fields.
  package init(agencyID: AgencyID, proof: Proof, isHeldToRegister: Bool) {
    self.agencyID = agencyID
    self.proof = proof
    self.isHeldToRegister = isHeldToRegister
  }
}
