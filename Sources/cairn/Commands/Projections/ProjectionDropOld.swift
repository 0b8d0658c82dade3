internal import ArgumentParser
internal import CairnServer
internal import Projections

/// `cairn projections drop-old`
struct ProjectionDropOld: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop-old", abstract: "Drop the generations that a rebuild has put out of use, with their rows.")

  @OptionGroup(title: "Where the data is") var data: DataOptions

  func run() async throws {
    let dropped = try await HubProjections.with(data) { try await $0.dropOld() }
    try Terminal.print(
      dropped.isEmpty
        ? ["There is no old generation."] : dropped.map { "\($0.name): dropped generation \($0.number)." })
  }
}
