internal import ArgumentParser

/// `cairn audit`
struct AuditCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Show who was shown what: every answer that tells of anybody is on record before it leaves.",
    subcommands: [AuditWhoSaw.self, AuditSeenBy.self, AuditVerify.self])
}
