internal import ArgumentParser
internal import CairnMessages
internal import Certificates
internal import Foundation

/// `cairn agency enrol`
struct AgencyEnrol: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol", abstract: "Give a system of an agency a certificate, by which it proves who it is.",
    discussion: """
      Writes certificate.pem, key.pem and root.pem into a new folder, each readable by its owner alone; other commands take \
      the folder as --identity. The certificate is valid for a short time: `cairn agency renew` has it renewed, by the \
      system itself, while it lasts.

      The private key is made here, and the server never sees it. Better still it is made where it is used: there,
        openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj / -keyout key.pem -out request.pem
      and here, with --request request.pem, no key is made or written.

      \(Who.may(CertificateServiceMethods.enrolSystem))

      Example: cairn agency enrol met --system records --out met-records
      """)

  @Argument(help: "The agency's id; hub for the hub's own systems.")
  var id: String

  @Option(help: "The system that gets the certificate: 1 to 40 of a-z, 0-9 and \"-\", beginning with a letter.")
  var system: String

  @Option(help: ArgumentHelp("The folder to write, which must not be there yet.", valueName: "dir"))
  var out: String

  @Option(
    help: ArgumentHelp("A signing request (PKCS #10, PEM or DER) for a key that was made elsewhere.", valueName: "file")
  )
  var request: String?

  @Option(help: "How many days the certificate is valid, 1 to 90.")
  var days: UInt32 = 30

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let folder = IdentityFolder(path: out)
    // Before anything is asked of the server: a certificate that cannot be written down would stand and be nobody's.
    try folder.make()
    do {
      let signingRequest = try signingRequest(folder)
      try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
        let response = try await hub.call(
          CertificateServiceMethods.enrolSystem,
          EnrolSystemRequest(
            context: hub.commandContext(), agencyID: id, system: system, signingRequest: signingRequest,
            validDays: days))
        let chain = response.chain ?? IssuedChain()
        try folder.write(chain)
        let issued = try SystemCertificate(der: chain.certificate)
        try Terminal.print(
          client.json
            ? [JSONText.of(response)]
            : [
              "Enrolled \(issued.uri), until \(Moment.text(microseconds: issued.validity.notAfter)).",
              "Certificate \(issued.serial), in \(out).",
            ])
      }
    } catch {
      folder.remove()
      throw error
    }
  }

  private func signingRequest(_ folder: IdentityFolder) throws -> [UInt8] {
    if let request {
      return PEMText.signingRequest(in: Array(try Data(contentsOf: URL(fileURLWithPath: request))))
    }
    let key = CertificateKey()
    try folder.write(key)
    return try key.signingRequest()
  }
}
