internal import ArgumentParser
internal import CairnMessages

/// `cairn agency certificates`
struct AgencyCertificates: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificates", abstract: "List the certificates that have not expired, revoked ones among them.",
    discussion: """
      Which there ever were stands in the log.

      \(Who.may(CertificateServiceMethods.listCertificates))

      Example: cairn agency certificates met
      """)

  @Argument(help: "An agency's id; none for all.")
  var id = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      var all: [CertificateEntry] = []
      var token = ""
      repeat {
        let page = try await hub.call(
          CertificateServiceMethods.listCertificates,
          ListCertificatesRequest(context: hub.queryContext, agencyID: id, pageSize: 200, pageToken: token))
        all += page.certificates
        token = page.nextPageToken
      } while !token.isEmpty
      guard !client.json else {
        return try Terminal.print([JSONText.of(ListCertificatesResponse(certificates: all, nextPageToken: ""))])
      }
      try Terminal.print(Self.table(all).lines(width: Terminal.width))
    }
  }

  private static func table(_ certificates: [CertificateEntry]) -> Table {
    var table = Table([
      .init(title: "Agency"), .init(title: "System"), .init(title: "Serial"), .init(title: "Until"),
      .init(title: "Revoked"),
    ])
    for certificate in certificates {
      table.add([
        certificate.agencyID, certificate.system, certificate.serial,
        Moment.text(microseconds: certificate.notAfterUs),
        certificate.revokedAtUs == 0 ? "" : Moment.text(microseconds: certificate.revokedAtUs),
      ])
    }
    return table
  }
}
