internal import ArgumentParser
internal import CairnMessages

/// `cairn agency revoke`
struct AgencyRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Revoke a certificate, or all that an agency has.",
    discussion: """
      What proves itself by them is cut off at once, with the calls and streams that are under way. When this returns it is \
      done. `cairn agency certificates` lists serial numbers.

      \(Who.may(CertificateServiceMethods.revokeCertificates))

      Examples:
        cairn agency revoke met --serial 5f0c… --because "the machine was stolen"
        cairn agency revoke met --all --because "the agency leaves"
      """)

  @Argument(help: "The agency's id.")
  var id: String

  @Option(help: "The certificate's serial number.")
  var serial = ""

  @Flag(help: "All that stand.")
  var all = false

  @Option(help: "Why. It is recorded; name no person in it.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let response = try await hub.call(
        CertificateServiceMethods.revokeCertificates,
        RevokeCertificatesRequest(
          context: hub.commandContext(), agencyID: id, serial: serial, all: all, reason: because))
      try Terminal.print(
        client.json ? [JSONText.of(response)] : response.serials.map { "Revoked \($0) of \(id)." })
    }
  }
}
