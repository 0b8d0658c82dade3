internal import ArgumentParser

/// `cairn sharing`
struct SharingCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sharing", abstract: "Put decisions to share or to withhold information on record, and list them.",
    discussion: """
      A decision says what it is about and why it is relevant, what harm was considered, on what basis and who was consulted, so that \
      it can be understood years later. `cairn case show` shows those of a case.

      Examples:
        cairn sharing record CASE share --with hub --about "two call-outs in November" --category police-event \
      --relevance "shows a pattern" --function "deciding the threshold" --detriment "none that outweighs it" --basis e \
      --gateway "Children Act 2004 s16LA" --agreement local-hub --agreement-version 1 --not-informed "would warn him" \
      --as met/police-supervisor
        cairn sharing list --withheld --as met/data-protection-officer
      """,
    subcommands: [SharingRecordCommand.self, SharingListCommand.self])
}
