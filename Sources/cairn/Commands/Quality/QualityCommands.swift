internal import ArgumentParser

/// `cairn quality`
struct QualityCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality", abstract: "See how complete and how right the data is that agencies send.",
    subcommands: [QualityReportCommand.self])
}
