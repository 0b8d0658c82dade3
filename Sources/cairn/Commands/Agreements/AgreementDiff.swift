internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn agreement diff`
struct AgreementDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what one version of an agreement changes against another.",
    discussion: """
      Of the matrix it shows what would come out of it, however it is written: for each party, role and purpose the categories \
      that it would get or lose.

      \(Who.may(AgreementServiceMethods.getAgreement))

      Example: cairn agreement diff kingsmere-mash 1 2 --as met/data-protection-officer
      """)

  @Argument(help: "The agreement's id.")
  var id: String

  @Argument(help: ArgumentHelp("The version to compare with.", valueName: "version"))
  var from: UInt32

  @Argument(help: ArgumentHelp("The version that is compared.", valueName: "version"))
  var to: UInt32

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let identity = try client.requiredIdentity()
    try await HubClient.with(client, as: identity) { hub in
      let before = try await hub.agreement(id, version: from).agreement ?? Agreement()
      let after = try await hub.agreement(id, version: to).agreement ?? Agreement()
      let difference = AgreementDifference(from: before, to: after)
      try Terminal.print(
        client.json
          ? [DifferenceText.json(difference)] : DifferenceText.lines(difference, width: Terminal.width))
    }
  }
}
