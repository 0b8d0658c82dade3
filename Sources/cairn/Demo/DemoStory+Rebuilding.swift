internal import CairnMessages
internal import CairnServer
internal import Logging
internal import Projections

/// A view is thrown away and folded again from the log, while it is read.
extension DemoStory {
  private enum Done: Sendable {
    case answered(Int)
    case rebuilt([String])
  }

  func rebuild(_ caseID: String) async throws {
    try say("15. Every view is rebuilt from the log while queries go on")
    let before = try await view(of: caseID)
    var rebuilt: [String] = []
    var answered = 0
    try await withThrowingTaskGroup(of: Done.self) { group in
      group.addTask { .answered(try await query(caseID)) }
      group.addTask { .rebuilt(try await rebuildAll()) }
      for try await done in group {
        switch done {
        case .answered(let count): answered = count
        case .rebuilt(let generations):
          rebuilt = generations
          group.cancelAll()
        }
      }
    }
    let after = try await view(of: caseID)
    precondition(after == before, "a rebuilt view says what it said before")
    try print(
      "\(rebuilt.joined(separator: ", ")). \(answered) queries were answered meanwhile, none failed, and the case reads as "
        + "before.")
  }

  /// Asks for the case until it is cancelled.
  ///
  /// - Returns: how often it was answered.
  private func query(_ caseID: String) async throws -> Int {
    var count = 0
    while !Task.isCancelled {
      do { _ = try await view(of: caseID) } catch {
        guard Task.isCancelled else { throw error }
        break
      }
      count += 1
    }
    return count
  }

  /// - Returns: the generation that is live then, of each projection.
  private func rebuildAll() async throws -> [String] {
    try await HubProjections.with(configuration, logger: .quiet) { projections in
      for name in HubProjections.names { _ = try await projections.rebuild(name, progress: RebuildProgress()) }
      return try await projections.generations().filter(\.isLive).map { "\($0.name): generation \($0.number)" }
    }
  }
}
