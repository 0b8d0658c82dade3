internal import ArgumentParser
internal import CairnCodec
internal import CairnDomain
internal import CairnJSON
internal import CairnMessages
internal import Cryptography

/// `cairn agreement sign`
struct AgreementSign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign an agreement for your agency.",
    discussion: """
      Signs the version that waits for signatures, exactly as the hub holds it. The key never leaves this machine. With \
      --fingerprint nothing is signed but what `cairn agreement show` printed it for.

      \(Who.may(AgreementServiceMethods.signAgreement))

      Example: cairn agreement sign kingsmere-mash --key met.key --as met/data-protection-officer
      """)

  @Argument(help: "The agreement's id.")
  var id: String

  @Option(help: ArgumentHelp("The agency's secret key, as `cairn agreement key` makes it.", valueName: "file"))
  var key: String

  @Option(help: ArgumentHelp("Which version. Default: the last.", valueName: "number"))
  var version: UInt32?

  @Option(help: ArgumentHelp("What you have read: its fingerprint, or how that begins.", valueName: "hexadecimal"))
  var fingerprint: String?

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let identity = try client.requiredIdentity()
    let key = try SigningKeyFile(path: key).read()
    try await HubClient.with(client, as: identity) { hub in
      let agreement = try await hub.agreementToSign(id, version: version)
      let bytes = agreement.signedBytes
      let own = Hexadecimal.text(Digest256(hashing: bytes).bytes)
      if let fingerprint, fingerprint.count < 16 || !own.hasPrefix(fingerprint.lowercased()) {
        throw ValidationError(
          "Version \(agreement.version) has the fingerprint \(own): read it again, and give at least 16 digits of that."
        )
      }
      let response = try await hub.call(
        AgreementServiceMethods.signAgreement,
        SignAgreementRequest(
          context: hub.commandContext(), agreementID: id, version: agreement.version, publicKey: key.publicKey,
          signature: key.signature(of: bytes)))
      guard !client.json else { return try Terminal.print([JSONText.of(response)]) }
      try Terminal.print(
        "Signed version \(agreement.version) of \(id) for \(identity.agencyID).".wrapped(to: Terminal.width)
          + ["Fingerprint \(own)"])
    }
  }
}

extension HubClient {
  /// A version of an agreement; `nil` for the one that counts.
  func agreement(_ id: String, version: UInt32?) async throws -> GetAgreementResponse {
    try await call(
      AgreementServiceMethods.getAgreement,
      GetAgreementRequest(context: queryContext, agreementID: id, version: version ?? 0))
  }

  /// A version of an agreement; `nil` for the last, since no other can be signed.
  fileprivate func agreementToSign(_ id: String, version: UInt32?) async throws -> Agreement {
    let shown = try await agreement(id, version: version)
    guard version == nil, let last = shown.versions.last?.version, last != shown.agreement?.version else {
      return shown.agreement ?? Agreement()
    }
    return try await agreement(id, version: last).agreement ?? Agreement()
  }
}
