internal import ArgumentParser
internal import CairnJSON
internal import CairnMessages
internal import Cryptography
internal import Foundation

/// `cairn agency signing-key`
struct AgencySigningKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signing-key", abstract: "Register the key with which an agency signs agreements.",
    discussion: """
      The file holds the public half that `cairn agreement key` printed. Make sure that it comes from the agency: whoever has \
      the other half signs for it. It takes the place of the key before; what was signed stays signed.

      \(Who.may(AgencyServiceMethods.registerSigningKey))

      Example: cairn agency signing-key met met.pem
      """)

  @Argument(help: "The agency's id; hub for the hub itself.")
  var id: String

  @Argument(help: "The public key, as PEM.")
  var file: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    guard let publicKey = PEM.publicKey(of: text) else {
      throw ValidationError("\(file) holds no Ed25519 public key as PEM.")
    }
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let response = try await hub.call(
        AgencyServiceMethods.registerSigningKey,
        RegisterSigningKeyRequest(context: hub.commandContext(), agencyID: id, publicKey: publicKey))
      try Terminal.print(client.json ? [JSONText.of(response)] : ["Registered the signing key of \(id)."])
    }
  }
}
