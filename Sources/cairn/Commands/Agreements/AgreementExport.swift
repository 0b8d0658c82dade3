internal import ArgumentParser
internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Cryptography
internal import Foundation

/// `cairn agreement export`
struct AgreementExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write what was signed, and the signatures, for somebody to verify without Cairn.",
    discussion: """
      The folder gets ID-vN.bin, the bytes that were signed, and for each signature AGENCY.sig and the public key AGENCY.pem:

        openssl pkeyutl -verify -rawin -pubin -inkey met.pem -sigfile met.sig -in kingsmere-mash-v1.bin

      \(Who.may(AgreementServiceMethods.getAgreement))

      Example: cairn agreement export kingsmere-mash --out signed --as met/data-protection-officer
      """)

  @Argument(help: "The agreement's id.")
  var id: String

  @Option(help: ArgumentHelp("Which version. Default: the one in force, or else the last.", valueName: "number"))
  var version: UInt32?

  @Option(help: ArgumentHelp("The folder; made if it is not there.", valueName: "dir"))
  var out: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let identity = try client.requiredIdentity()
    try await HubClient.with(client, as: identity) { hub in
      let response = try await hub.agreement(id, version: version)
      let agreement = response.agreement ?? Agreement()
      let folder = URL(fileURLWithPath: out, isDirectory: true)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let signed = "\(id)-v\(agreement.version).bin"
      try Data(agreement.signedBytes).write(to: folder.appending(path: signed))
      for signature in response.signatures {
        // What a server says becomes the name of a file.
        guard let agencyID = AgencyID(signature.agencyID), let key = PEM.text(ofPublicKey: signature.publicKey) else {
          throw ValidationError("The server sent a signature of nobody that can be.")
        }
        try Data(signature.signature).write(to: folder.appending(path: "\(agencyID).sig"))
        try Data(key.utf8).write(to: folder.appending(path: "\(agencyID).pem"))
      }
      try Terminal.print(["Wrote \(signed) and \(response.signatures.count) signatures to \(out.harmless)."])
    }
  }
}
