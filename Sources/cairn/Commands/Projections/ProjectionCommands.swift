internal import ArgumentParser
internal import CairnServer
internal import Foundation
internal import Logging

/// `cairn projections`
struct ProjectionCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projections", abstract: "See, rebuild and check the views that queries read.",
    discussion: """
      A view is folded from the log, and can be folded again at any time: a new generation is built beside the live one \
      while the server goes on, and takes its place in one moment. These commands work on the databases themselves, as \
      the user who runs the server.
      """,
    subcommands: [
      ProjectionList.self, ProjectionRebuild.self, ProjectionVerify.self, ProjectionDropOld.self,
      ProjectionParked.self, ProjectionRelease.self, ProjectionSkip.self,
    ])
}

extension HubProjections {
  /// Runs `body` with the views of the databases that the options name: those of a running server, or without one.
  static func with<Value: Sendable>(
    _ data: DataOptions, _ body: @escaping @Sendable (HubProjections) async throws -> Value
  ) async throws -> Value {
    try await HubDatabases.besideServer(data) { try await with($0, logger: .quiet, body) }
  }
}

/// Which projections a command works on.
struct ProjectionChoice: ParsableArguments {
  @Argument(help: ArgumentHelp("The projection: \(HubProjections.names.joined(separator: ", ")).", valueName: "name"))
  var name: String?

  @Flag(help: "All of them.")
  var all = false

  func validate() throws {
    guard (name == nil) == all else { throw ValidationError("Name one projection, or say --all.") }
    if let name, !HubProjections.names.contains(name) {
      throw ValidationError("There is no projection \(name): \(HubProjections.names.joined(separator: ", ")).")
    }
  }

  var names: [String] { name.map { [$0] } ?? HubProjections.names }
}
