internal import CairnMessages
package import Identifiers

extension CertificateDecider {
  /// Enrols a system: gives it its certificate.
  ///
  /// - Parameters:
  ///   - agency: that the system is of, as the log knows it.
  ///   - stream: of the hub's certificates.
  /// - Throws: `Rejection` AGENCY_NOT_REGISTERED, TOO_MANY_CERTIFICATES.
  package static func decide(
    _ command: EnrolSystem, giving offer: CertificateOffer, agency: AgencyDecider.State, on stream: Identifier128,
    _ state: CertificateRegister
  ) throws(Rejection) -> [StreamDecision] {
    guard command.agencyID == .hub || agency.kind != nil else { throw .agencyNotRegistered }
    return try issue(offer, to: command.agencyID, command.system, command.context, on: stream, state)
  }

  /// Gives a system another certificate, as it asks with the one that it has.
  ///
  /// - Throws: `Rejection` CERTIFICATE_REVOKED, CERTIFICATE_EXPIRED, TOO_MANY_CERTIFICATES.
  package static func decide(
    _ command: RenewCertificate, giving offer: CertificateOffer, on stream: Identifier128, _ state: CertificateRegister
  ) throws(Rejection) -> [StreamDecision] {
    let presented = command.presented
    do throws(CertificateRefusal) {
      // The log decides, also against a revocation that those who admit callers have not heard of yet.
      guard let entry = state.entries[presented.serial] else { throw .unknown }
      try entry.stand(at: command.context.recordedAtMicroseconds)
    } catch {
      throw Rejection(.permissionDenied, reason: error.reason, message: error.message)
    }
    return try issue(offer, to: presented.agencyID, presented.system, command.context, on: stream, state)
  }

  private static func issue(
    _ offer: CertificateOffer, to agencyID: AgencyID, _ system: SystemName, _ context: DecisionContext,
    on stream: Identifier128, _ state: CertificateRegister
  ) throws(Rejection) -> [StreamDecision] {
    let now = context.recordedAtMicroseconds
    guard state.standing(of: agencyID, at: now).count < Limits.certificatesMax else {
      throw Rejection(
        .preconditionFailed, reason: "TOO_MANY_CERTIFICATES",
        message: """
          the agency has \(Limits.certificatesMax) certificates that stand, as many as an agency may have: revoke those that \
          are not needed
          """)
    }
    var events: [DomainEvent] = []
    if let known = state.authorities[offer.authority.publicKey] {
      precondition(known.agencyID == agencyID, "an authority is one agency's for ever")
    } else {
      events.append(
        .authorityIssued(
          AuthorityIssued(
            agencyID: agencyID.description, certificate: offer.authority.certificate,
            publicKeySha256: offer.authority.publicKey, notAfterUs: offer.authority.notAfter,
            occurredAt: context.occurredAt.text)))
    }
    events.append(
      .certificateIssued(
        CertificateIssued(
          agencyID: agencyID.description, system: system.description, serial: offer.serial,
          certificate: offer.certificate, publicKeySha256: offer.publicKey,
          authoritySha256: offer.authority.publicKey, issuedAtUs: now, notAfterUs: offer.notAfter,
          occurredAt: context.occurredAt.text)))
    return [decision(events, on: stream)]
  }

  static func decision(_ events: [DomainEvent], on stream: Identifier128) -> StreamDecision {
    StreamDecision(stream: stream, kind: .certificates, events: events.map { .ofCertificates($0, stream: stream) })
  }
}

extension Rejection {
  /// The answer to a command on an agency that the log does not know.
  package static let agencyNotRegistered = Rejection(
    .preconditionFailed, reason: "AGENCY_NOT_REGISTERED",
    message: "the agency is not registered with this hub: list the agencies, or register it first")
}
