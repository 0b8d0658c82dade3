internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages
internal import Certificates

/// `cairn agency renew`
struct AgencyRenew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "renew", abstract: "Have a system's certificate renewed, while it lasts.",
    discussion: """
      Run it where the system is, every few days: it asks with the certificate that there is, and puts the new one in its \
      place, in one step. The key stays; for another key have the system enrolled anew. The certificate before stands until \
      it expires, so that nothing that runs is disturbed.

      \(Who.may(CertificateServiceMethods.renewCertificate))

      Example: cairn agency renew --identity met-records --server hub.example:7400
      """)

  @Option(help: "How many days the new certificate is valid, 1 to 90.")
  var days: UInt32 = 30

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    guard let path = client.identityFolder else {
      throw ValidationError("Say whose certificate is to be renewed: --identity DIR, as `cairn agency enrol` wrote it.")
    }
    let folder = IdentityFolder(path: path)
    let (_, certificate) = try folder.read()
    let signingRequest = try folder.readKey().signingRequest()
    guard let agencyID = AgencyID(certificate.uri.agency) else {
      throw IdentityFolder.Unusable(path: path, what: "the certificate names no agency")
    }
    try await HubClient.with(client, as: client.identity ?? Identity(agencyID: agencyID, role: .operator)) { hub in
      let response = try await hub.call(
        CertificateServiceMethods.renewCertificate,
        RenewCertificateRequest(context: hub.commandContext(), signingRequest: signingRequest, validDays: days))
      let chain = response.chain ?? IssuedChain()
      let issued = try SystemCertificate(der: chain.certificate)
      try folder.write(chain, replaces: true)
      try Terminal.print(
        client.json
          ? [JSONText.of(response)]
          : ["Renewed \(issued.uri), until \(Moment.text(microseconds: issued.validity.notAfter))."])
    }
  }
}
