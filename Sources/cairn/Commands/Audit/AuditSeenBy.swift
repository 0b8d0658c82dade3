internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn audit seen-by`
struct AuditSeenBy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seen-by", abstract: "Show what a person was shown, and asked for in vain, the latest first.",
    discussion: """
      \(Who.may(AuditServiceMethods.listAccess)) An agency's own officer is shown what its own people asked for.

      Example: cairn audit seen-by 00000000-0000-7000-8000-000000000002 --from 2026-11-01 --to 2026-12-01 \
      --as hub/data-protection-officer
      """)

  @Argument(help: "The person's id, as their agency's staff register gives it.")
  var person: String

  @OptionGroup var span: AuditSpan

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await span.list(client) { $0.actingPerson = person }
  }
}
