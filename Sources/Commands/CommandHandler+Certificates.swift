internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Identifiers

extension CommandHandler {
  /// Enrols a system of an agency: gives it a certificate.
  package func enrolSystem(
    _ request: EnrolSystemRequest, from agencyID: AgencyID, by issuer: some CertificateIssuing
  ) async throws(CommandError) -> EnrolSystemResponse {
    let fault = issuer.fault(inSigningRequest: request.signingRequest)
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try EnrolSystem(validating: request, signingRequestFault: fault, from: caller)
    }
    let method = CertificateServiceMethods.enrolSystem
    // Before the authority of an agency is made for somebody who may not ask for it, or for an agency that nobody knows.
    try await authorise(command.context, method.path)
    guard try await isRegistered(command.agencyID) else { throw .rejected(.agencyNotRegistered) }
    let agency = AgencyStream.reference(to: command.agencyID)
    let offer = try issuer.offer(
      to: command.agencyID, command.system, signingRequest: request.signingRequest, validDays: command.validDays,
      nowMicroseconds: command.context.recordedAtMicroseconds)
    let recorded = try await execute(
      request, method: method, context: command.context, expectedVersion: request.context?.expectedVersion ?? "",
      reads: [CertificateStream.reference, agency], freshKeysMax: 1
    ) { states throws(Rejection) in
      try CertificateDecider.decide(
        command, giving: offer, agency: states.agency(agency.id), on: CertificateStream.id,
        states.certificates(CertificateStream.id))
    }
    return EnrolSystemResponse(receipt: recorded.receipt, chain: try await chain(recorded.events, issuer))
  }

  /// Gives a system another certificate.
  ///
  /// - Parameter presented: the one by which it has proven who it is.
  package func renewCertificate(
    _ request: RenewCertificateRequest, presenting presented: CertificateRegister.Entry,
    by issuer: some CertificateIssuing
  ) async throws(CommandError) -> RenewCertificateResponse {
    let fault = issuer.fault(inSigningRequest: request.signingRequest)
    let command = try validated(from: presented.agencyID) { caller throws(Rejection) in
      try RenewCertificate(
        validating: request, signingRequestFault: fault, presenting: presented, from: caller)
    }
    let method = CertificateServiceMethods.renewCertificate
    try await authorise(command.context, method.path)
    let offer = try issuer.offer(
      to: presented.agencyID, presented.system, signingRequest: request.signingRequest, validDays: command.validDays,
      nowMicroseconds: command.context.recordedAtMicroseconds)
    let recorded = try await execute(
      request, method: method, context: command.context, expectedVersion: request.context?.expectedVersion ?? "",
      reads: [CertificateStream.reference], freshKeysMax: 1
    ) { states throws(Rejection) in
      try CertificateDecider.decide(
        command, giving: offer, on: CertificateStream.id, states.certificates(CertificateStream.id))
    }
    return RenewCertificateResponse(receipt: recorded.receipt, chain: try await chain(recorded.events, issuer))
  }

  /// Revokes certificates of an agency.
  package func revokeCertificates(
    _ request: RevokeCertificatesRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> RevokeCertificatesResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try RevokeCertificates(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: CertificateServiceMethods.revokeCertificates, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [CertificateStream.reference], freshKeysMax: 0
    ) { states throws(Rejection) in
      try CertificateDecider.decide(command, on: CertificateStream.id, states.certificates(CertificateStream.id))
    }
    let serials = recorded.events.compactMap { event in
      if case .certificateRevoked(let revoked) = event { revoked.serial } else { nil }
    }
    return RevokeCertificatesResponse(receipt: recorded.receipt, serials: serials)
  }

  private func authorise(_ context: DecisionContext, _ method: String) async throws(CommandError) {
    let kind = try await agency(context.actor.agencyID).kind
    do throws(Rejection) {
      try context.actor.authorise(method, agencyKind: kind)
    } catch {
      throw .rejected(error)
    }
  }

  private func isRegistered(_ agencyID: AgencyID) async throws(CommandError) -> Bool {
    if agencyID == .hub { return true }
    return try await agency(agencyID).kind != nil
  }

  /// What was given away, as the log holds it: a command that is sent again is answered with the same certificate.
  private func chain(
    _ events: [DomainEvent], _ issuer: some CertificateIssuing
  ) async throws(CommandError) -> IssuedChain {
    guard case .certificateIssued(let issued)? = events.last else {
      throw .unavailable(reason: "the certificate cannot be read any more")
    }
    guard case .certificates(let register) = try await state(of: CertificateStream.reference),
      let authority = register.authorities[issued.authoritySha256]
    else { throw .unavailable(reason: "the authority that signed it has expired") }
    return IssuedChain(certificate: issued.certificate, authority: authority.certificate, root: try issuer.root())
  }
}
