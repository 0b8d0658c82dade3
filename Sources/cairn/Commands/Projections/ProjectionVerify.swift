internal import ArgumentParser
internal import CairnServer
internal import Projections

/// `cairn projections verify`
struct ProjectionVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Fold a view from zero, and compare every row with the live one.",
    discussion: """
      Both are compared at one position of the log, while the server goes on. Exits with 1 if any row differs.

      Example: cairn projections verify --all
      """)

  @OptionGroup var choice: ProjectionChoice
  @OptionGroup(title: "Where the data is") var data: DataOptions

  func run() async throws {
    let names = choice.names
    let isGood = try await HubProjections.with(data) { projections in
      var isGood = true
      for name in names {
        let progress = RebuildProgress()
        let result = try await ProjectionRebuild.showing(progress) {
          try await projections.verify(name, progress: progress)
        }
        try Terminal.print(Self.lines(name, result))
        if let live = try await projections.generations().first(where: { $0.name == name && $0.isLive }) {
          try await projections.tellOfParked(in: live)
        }
        isGood = isGood && result.isGood
      }
      return isGood
    }
    if !isGood { throw ExitCode.failure }
  }

  private static func lines(_ name: String, _ result: Verification) -> [String] {
    guard !result.isGood else {
      return ["\(name): good. \(result.rowCount) rows are what the log says at position \(result.position)."]
    }
    return [
      "\(name): NOT good. \(result.differenceCount) of \(result.rowCount) rows differ at position \(result.position):"
    ] + result.differences.map { "  \($0.table) \($0.id): \($0.kind.rawValue)" }
  }
}
