internal import CairnMessages

/// Every certificate of the hub that has not expired, and the authorities that signed them: who may be believed to be whom.
package struct CertificateRegister: Hashable, Sendable {
  /// The authority of an agency.
  package struct Authority: Hashable, Sendable {
    package let agencyID: AgencyID
    /// DER.
    package let certificate: [UInt8]
    package let notAfter: Int64
  }

  /// A system's certificate.
  package struct Entry: Hashable, Sendable {
    package let agencyID: AgencyID
    package let system: SystemName
    /// 32 hexadecimal digits.
    package let serial: String
    /// SHA-256 of its subject public key info.
    package let publicKey: [UInt8]
    /// Names the authority that signed it, by its public key.
    package let authority: [UInt8]
    /// In microseconds since 1970-01-01T00:00:00Z, as the two that follow.
    package let issuedAt: Int64
    package let notAfter: Int64
    /// `nil` while it is not revoked.
    package fileprivate(set) var revokedAt: Int64?
  }

  /// By SHA-256 of the subject public key info.
  package private(set) var authorities: [[UInt8]: Authority] = [:]
  /// By serial number.
  package private(set) var entries: [String: Entry] = [:]

  /// Knows nobody: whoever asks is refused.
  package init() {}

  /// Of an agency, those that stand at a moment.
  package func standing(of agencyID: AgencyID, at now: Int64) -> [Entry] {
    entries.values.filter { $0.agencyID == agencyID && $0.revokedAt == nil && $0.notAfter > now }
  }

  /// Takes in one more event; those that are not about certificates change nothing.
  package mutating func fold(_ event: DomainEvent) {
    switch event {
    case .authorityIssued(let issued):
      guard let agencyID = AgencyID(issued.agencyID), authorities[issued.publicKeySha256] == nil else { return }
      authorities[issued.publicKeySha256] = Authority(
        agencyID: agencyID, certificate: issued.certificate, notAfter: issued.notAfterUs)
    case .certificateIssued(let issued): add(issued)
    case .certificateRevoked(let revoked): entries[revoked.serial]?.revokedAt = revoked.revokedAtUs
    default: break
    }
  }

  /// Those that had expired by then go, so that the register grows with what stands and not with the years.
  private mutating func add(_ issued: CertificateIssued) {
    guard let agencyID = AgencyID(issued.agencyID), let system = SystemName(issued.system),
      entries[issued.serial] == nil
    else { return }
    entries = entries.filter { $0.value.notAfter > issued.issuedAtUs }
    authorities = authorities.filter { $0.value.notAfter > issued.issuedAtUs }
    entries[issued.serial] = Entry(
      agencyID: agencyID, system: system, serial: issued.serial, publicKey: issued.publicKeySha256,
      authority: issued.authoritySha256, issuedAt: issued.issuedAtUs, notAfter: issued.notAfterUs)
  }
}

/// The certificates of the hub as commands are decided against them.
package enum CertificateDecider: Decider {
  package static let initial = CertificateRegister()

  package static func evolve(_ state: CertificateRegister, _ event: DomainEvent) -> CertificateRegister {
    var next = state
    next.fold(event)
    return next
  }
}
