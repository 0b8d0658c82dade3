internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  /// Certificates: given, renewed, revoked and listed. Whoever is answered may rely on it that the server acts on it already.
  func registerCertificates(in table: inout MethodTable) {
    table.register(CertificateServiceMethods.enrolSystem) { request, call in
      let agencyID = try await admit(request.context, of: call)
      let response = try await answered { () async throws(CommandError) in
        try await commands.enrolSystem(request, from: agencyID, by: certificates.authority)
      }
      try await untilInForce(response.receipt)
      return response
    }
    table.register(CertificateServiceMethods.renewCertificate) { request, call in
      let presented = try await shownCertificate(request.context, call)
      let response = try await answered { () async throws(CommandError) in
        try await commands.renewCertificate(request, presenting: presented, by: certificates.authority)
      }
      try await untilInForce(response.receipt)
      return response
    }
    table.register(CertificateServiceMethods.revokeCertificates) { request, call in
      let agencyID = try await admit(request.context, of: call)
      let response = try await answered { () async throws(CommandError) in
        try await commands.revokeCertificates(request, from: agencyID)
      }
      try await untilInForce(response.receipt)
      return response
    }
    registerQuery(
      CertificateServiceMethods.listCertificates, in: &table, context: \.context, actor: \.actor,
      validate: ListCertificates.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "certificates")
      return try services.list(query)
    }
  }

  /// The certificate by which a system calls that acts for itself: nobody has to be on duty for it, so that nobody is looked
  /// for on the staff register.
  private func shownCertificate(
    _ context: CommandContext?, _ call: CallContext
  ) async throws(RPCError) -> CertificateRegister.Entry {
    let proven = try callers.agency(of: call, actingAs: context?.role)
    let actor: Actor
    do throws(Rejection) {
      actor = try Actor(validating: context, agencyID: proven.agencyID)
    } catch {
      throw RPCError(error)
    }
    try await authorise(actor, method: call.method)
    guard case .certificate(let presented) = proven.proof else {
      throw RPCError(
        .failedPrecondition, "a certificate is renewed over a connection that it proves: call over TLS with it",
        details: [.errorInfo(reason: "CERTIFICATE_NEEDED", domain: "cairn")])
    }
    return presented
  }

  private func answered<Response: Sendable>(
    _ work: () async throws(CommandError) -> Response
  ) async throws(RPCError) -> Response {
    do throws(CommandError) { return try await work() } catch { throw RPCError(error) }
  }

  private func untilInForce(_ receipt: Receipt?) async throws(RPCError) {
    guard let position = receipt?.streams.flatMap(\.positions).max() else { return }
    guard await certificates.checkpoint.wait(for: position) else { throw Self.behind }
  }

  private func list(_ query: ListCertificates) throws(RPCError) -> ListCertificatesResponse {
    let name = "certificates of \(query.agencyID?.description ?? "all")"
    let start = try pageStart(query.paging, for: name)
    let now = now()
    let entries = certificates.table.register.entries.values
      .filter { $0.notAfter > now && (query.agencyID ?? $0.agencyID) == $0.agencyID }
      .sorted {
        ($0.agencyID.description, $0.system.description, $0.serial) < (
          $1.agencyID.description, $1.system.description, $1.serial
        )
      }
    // A page is found again by the number of entries before it: what was issued meanwhile may move it by as many.
    let rest = entries.dropFirst(Int(clamping: start?.time ?? 0))
    let page = rest.prefix(query.paging.size)
    let next = rest.count > page.count ? PageToken(time: Int64(page.endIndex), id: .nil128) : nil
    return ListCertificatesResponse(
      certificates: page.map(CertificateEntry.init), nextPageToken: pageToken(next, for: name))
  }
}

extension CertificateEntry {
  fileprivate init(_ entry: CertificateRegister.Entry) {
    self.init(
      agencyID: entry.agencyID.description, system: entry.system.description, serial: entry.serial,
      issuedAtUs: entry.issuedAt, notAfterUs: entry.notAfter, revokedAtUs: entry.revokedAt ?? 0,
      publicKeySha256: entry.publicKey)
  }
}
