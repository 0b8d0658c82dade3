internal import ArgumentParser
internal import CairnMessages

/// `cairn agreement suspend`
struct AgreementSuspend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspend", abstract: "Stop sharing under an agreement, until it is resumed.",
    discussion: """
      From the next query on nothing is given under it.

      \(Who.may(AgreementServiceMethods.suspendAgreement))

      Example: cairn agreement suspend kingsmere-mash --because "breach reported by health" --as hub/data-protection-officer
      """)

  @Argument(help: "The agreement's id.")
  var id: String

  @Option(help: "Why.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(AgreementServiceMethods.suspendAgreement) { hub in
      SuspendAgreementRequest(context: hub.commandContext(), agreementID: id, reason: because)
    } lines: { _ in
      ["\(id) is suspended: nothing is shared under it."]
    }
  }
}

/// `cairn agreement resume`
struct AgreementResume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Share again under an agreement that was suspended.",
    discussion: """
      \(Who.may(AgreementServiceMethods.resumeAgreement))

      Example: cairn agreement resume kingsmere-mash --because "breach closed" --as hub/data-protection-officer
      """)

  @Argument(help: "The agreement's id.")
  var id: String

  @Option(help: "Why.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(AgreementServiceMethods.resumeAgreement) { hub in
      ResumeAgreementRequest(context: hub.commandContext(), agreementID: id, reason: because)
    } lines: { _ in
      ["\(id) is resumed."]
    }
  }
}

/// `cairn agreement end`
struct AgreementEnd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "End an agreement for ever.",
    discussion: """
      Nothing is shared under it any more, and nobody can sign or resume it. To stop for a while, suspend it.

      \(Who.may(AgreementServiceMethods.endAgreement))

      Example: cairn agreement end kingsmere-mash --because "replaced by kingsmere-region" --as hub/data-protection-officer
      """)

  @Argument(help: "The agreement's id.")
  var id: String

  @Option(help: "Why.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(AgreementServiceMethods.endAgreement) { hub in
      EndAgreementRequest(context: hub.commandContext(), agreementID: id, reason: because)
    } lines: { _ in
      ["\(id) has ended."]
    }
  }
}
