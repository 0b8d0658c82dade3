import CairnMessages
import Testing

@testable import CairnDomain

/// Certificates that nobody signed, for decisions about them.
enum CertificateSamples {
  static let now = Samples.nowMicroseconds
  static let stream = Samples.identifier(77)
  static let serial = String(repeating: "4a", count: 16)
  static let day: Int64 = 86_400_000_000

  static func offer(_ serial: String = serial, authority: UInt8 = 1) -> CertificateOffer {
    CertificateOffer(
      certificate: [9], serial: serial, publicKey: [2], notAfter: now + 30 * day,
      authority: .init(certificate: [8], publicKey: [authority], notAfter: now + 700 * day))
  }

  static func authority(_ key: UInt8 = 1, of agency: String = "met") -> DomainEvent {
    .authorityIssued(
      AuthorityIssued(
        agencyID: agency, certificate: [8], publicKeySha256: [key], notAfterUs: now + 700 * day,
        occurredAt: Samples.occurredAt))
  }

  static func issued(
    _ serial: String = serial, agency: String = "met", authority: UInt8 = 1, at issuedAt: Int64 = now,
    days: Int64 = 30
  ) -> DomainEvent {
    .certificateIssued(
      CertificateIssued(
        agencyID: agency, system: "records", serial: serial, certificate: [9], publicKeySha256: [2],
        authoritySha256: [authority], issuedAtUs: issuedAt, notAfterUs: issuedAt + days * day,
        occurredAt: Samples.occurredAt))
  }

  static func revoked(_ serial: String = serial, agency: String = "met") -> DomainEvent {
    .certificateRevoked(
      CertificateRevoked(
        agencyID: agency, serial: serial, reason: "stolen", revokedAtUs: now, occurredAt: Samples.occurredAt))
  }

  static func register(_ events: DomainEvent...) -> CertificateRegister {
    CertificateDecider.fold(CertificateDecider.initial, events)
  }

  static func claim(
    serial: String = serial, agency: String = "met", system: String = "records", publicKey: [UInt8] = [2]
  ) -> CertificateRegister.Claim {
    .init(serial: serial, agency: agency, system: system, publicKey: publicKey)
  }

  static var enrolment: EnrolSystemRequest {
    EnrolSystemRequest(context: Samples.context, agencyID: "met", system: "records", signingRequest: [1])
  }

  static var revocation: RevokeCertificatesRequest {
    RevokeCertificatesRequest(context: Samples.context, agencyID: "met", serial: serial, reason: "stolen")
  }
}
