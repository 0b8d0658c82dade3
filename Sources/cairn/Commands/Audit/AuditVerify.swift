internal import AccessLog
internal import ArgumentParser
internal import CairnServer
internal import Cryptography
internal import EventLog

/// `cairn audit verify`
struct AuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compute the hashes of the log of access again, and compare them with its head.",
    discussion: """
      Needs no key: hashes cover what is stored. Exits with 1 if anything was changed or taken out.

      Example: cairn audit verify
      """)

  @OptionGroup(title: "Where the data is") var data: DataOptions

  func run() async throws {
    let result = try await HubDatabases.besideServer(data) { configuration in
      try await HubAudit.verify(configuration, logger: .quiet)
    }
    switch result {
    case .good(let head):
      try Terminal.print([
        "good: \(head.position) records of access, root \(Hexadecimal.text(head.frontier.root.bytes))"
      ])
    case .bad(let fault):
      try Terminal.print(["NOT good: \(fault)"])
      throw ExitCode.failure
    }
  }
}
