internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn referral`
struct ReferralCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "referral", abstract: "See what became of your agency's referrals; acknowledge one.",
    subcommands: [ReferralList.self, ReferralAcknowledge.self])
}

/// `cairn referral list`
struct ReferralList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List your agency's referrals: received, acknowledged, outcome.",
    discussion: """
      \(Who.may(ReferralServiceMethods.listReferrals))

      Example: cairn referral list --as met/referrer
      """)

  @Flag(name: .customLong("own"), help: "Only those that you made yourself.")
  var ownOnly = false

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many at most.")
  var count: UInt32 = 50

  @Option(parsing: .unconditional, help: ArgumentHelp("Of the page before, as that one ended.", valueName: "token"))
  var page = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(ReferralServiceMethods.listReferrals) { hub in
      ListReferralsRequest(context: hub.queryContext, ownOnly: ownOnly, pageSize: count, pageToken: page)
    } lines: {
      ReferralTable.lines($0, width: Terminal.width)
    }
  }
}

/// `cairn referral acknowledge`
struct ReferralAcknowledge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge", abstract: "Tell a referrer that their referral came.",
    discussion: """
      \(Who.may(ReferralServiceMethods.acknowledgeReferrer))

      Example: cairn referral acknowledge REFERRAL --message "We have it, and decide by tomorrow" --as hub/screener
      """)

  @Argument(help: "The referral's id.")
  var id: String

  @Option(help: "What the referrer is told.")
  var message = ""

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(ReferralServiceMethods.acknowledgeReferrer) { hub in
      AcknowledgeReferrerRequest(context: hub.commandContext(), referralID: id, message: message)
    } lines: { _ in
      ["Referral \(id) is acknowledged."]
    }
  }
}
