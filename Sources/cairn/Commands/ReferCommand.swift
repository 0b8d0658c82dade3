internal import ArgumentParser
internal import CairnCodec
internal import CairnJSON
internal import CairnMessages
internal import Identifiers

/// `cairn refer`
struct ReferCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refer", abstract: "Submit a referral from a JSON file.",
    discussion: """
      The file holds one referral, in the JSON form of the message Referral; examples/referral.json is a full one. What is \
      wrong with its data is recorded all the same and listed as findings; only what cannot be understood is refused, \
      with every fault named at once.

      Example: cairn refer examples/referral.json --as met/referrer
      """)

  @Argument(help: "The file, or - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "Send it under this command id: the same id has one effect, however often it is sent.",
      valueName: "uuid"))
  var commandID: String?

  @Option(help: ArgumentHelp("When it happened: RFC 3339 with an offset. Default: now.", valueName: "time"))
  var occurredAt: String?

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let identity = try client.requiredIdentity()
    let referral = try JSONText.read(Referral.self, fromFile: file)
    let id = try commandID.map { text in
      guard let id = Identifier128(text) else { throw ValidationError("--command-id \(text) is no UUID.") }
      return id
    }
    try await HubClient.with(client, as: identity) { hub in
      let response = try await hub.call(
        ReferralServiceMethods.submitReferral,
        SubmitReferralRequest(context: hub.commandContext(id: id, occurredAt: occurredAt), referral: referral))
      try Terminal.print(
        client.json ? [JSONText.of(response)] : ReferralReport(response: response, width: Terminal.width).lines)
    }
  }
}
