internal import ArgumentParser
internal import CairnMessages

/// `cairn agreement draft`
struct AgreementDraft: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draft", abstract: "Draft an agreement, or its next version, from a file.",
    discussion: """
      The file holds the message Agreement in its JSON form; lines that begin with // are comments. \
      examples/agreements/local-hub.json is a full one that explains itself. Leave out the version, or write the next one.

      \(Who.may(AgreementServiceMethods.draftAgreement))

      Example: cairn agreement draft examples/agreements/local-hub.json --as hub/data-protection-officer
      """)

  @Argument(help: "The file, or - for standard input.")
  var file: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let agreement = try JSONText.read(Agreement.self, fromFile: file, withCommentLines: true)
    try await client.call(AgreementServiceMethods.draftAgreement) { hub in
      DraftAgreementRequest(context: hub.commandContext(), agreement: agreement)
    } lines: { response in
      let parties = agreement.parties.map(\.agencyID).joined(separator: ", ")
      return [
        "Drafted version \(response.version) of \(agreement.agreementID). It takes effect once these have signed it: \(parties)."
      ].flatMap { $0.wrapped(to: Terminal.width) }
    }
  }
}
