internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn audit who-saw`
struct AuditWhoSaw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who-saw", abstract: "Show who was shown a case, or asked for it in vain, the latest first.",
    discussion: """
      \(Who.may(AuditServiceMethods.listAccess)) An agency's own officer is shown what its own people asked for.

      Example: cairn audit who-saw 01920c5e-… --from 2026-11-01 --as hub/data-protection-officer
      """)

  @Argument(help: "The case's id.")
  var caseID: String

  @OptionGroup var span: AuditSpan

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await span.list(client) { $0.caseID = caseID }
  }
}
