internal import ArgumentParser

/// `cairn`
@main
struct Cairn: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cairn",
    abstract: "The shared case record of a multi-agency safeguarding hub.",
    discussion: """
      See it work:
        cairn demo

      Run a hub and try it out, on this machine alone:
        cairn serve --insecure
        cairn agency add met --kind police --name "Metropolitan Police"
        cairn refer examples/referral.json --as met/referrer
        cairn case show CASE --as hub/screener
        cairn log verify

      Exit codes:
        0   done
        1   something does not hold, such as a log that does not verify
        64  the command line cannot be understood
        65  the request was refused: its data, or what is recorded already, does not allow it
        66  the input cannot be read
        69  the server or its database cannot be reached
        70  a fault of Cairn's own
        73  a file cannot be made, or is there already and is not overwritten
        74  the output cannot be written
        75  not now, or the outcome is not known: try again
        77  you may not do this
      """,
    subcommands: [
      ServeCommand.self, DemoCommand.self, MigrateCommand.self, DoctorCommand.self, PingCommand.self,
      AgencyCommands.self, StaffCommands.self, AgreementCommands.self, ReferCommand.self, ReferralCommands.self,
      CaseCommands.self, InboxCommands.self, AccessCommands.self, SealCommands.self, SharingCommands.self,
      FindCommand.self, SampleCommand.self, ImportCommand.self, LogCommands.self, CheckHistoryCommand.self,
      ProjectionCommands.self,
      QualityCommands.self,
      AuditCommands.self, RuleCommands.self, CodesCommand.self, PermissionsCommand.self, CallCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Failure.exit(with: error)
    }
  }
}
