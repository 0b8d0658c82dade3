internal import ArgumentParser
internal import CairnServer
internal import Foundation
internal import Projections

/// `cairn projections rebuild`
struct ProjectionRebuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Fold a view from the log again, and put it in place of the live one.",
    discussion: """
      Queries go on meanwhile, and see the old rows until the moment when the new ones take over. If it is interrupted, \
      run it again: it goes on where it ended. The old generation stays until cairn projections drop-old.

      Example: cairn projections rebuild --all
      """)

  @OptionGroup var choice: ProjectionChoice
  @OptionGroup(title: "Where the data is") var data: DataOptions

  func run() async throws {
    let names = choice.names
    try await HubProjections.with(data) { projections in
      for name in names {
        let began = ContinuousClock.now
        let progress = RebuildProgress()
        let outcome = try await Self.showing(progress) { try await projections.rebuild(name, progress: progress) }
        let seconds = max((ContinuousClock.now - began) / .seconds(1), 0.001)
        let rate = Double(progress.now.folded) / seconds
        try Terminal.print([Self.text(name, outcome, seconds: seconds, rate: rate)])
        try await projections.tellOfParked(in: outcome.generation)
      }
    }
  }

  private static func text(_ name: String, _ outcome: Rebuild.Outcome, seconds: Double, rate: Double) -> String {
    switch outcome {
    case .live(let generation):
      "\(name): generation \(generation.number) is live at position \(generation.position)"
        + String(format: " (%.1f s, %.0f events/s).", seconds, rate)
    case .ready(let generation):
      "\(name): generation \(generation.number) is ready at position \(generation.position); the running server is of "
        + "another version, so the server of this one takes it over when it starts."
    }
  }

  /// Shows how far it has come while `work` is under way.
  static func showing<Value: Sendable>(
    _ progress: RebuildProgress, _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    let showing = Task {
      var line: Progress?
      var isIndexing = false
      while (try? await Task.sleep(for: .milliseconds(200))) != nil {
        let now = progress.now
        guard now.total > 0 else { continue }
        if now.isIndexing != isIndexing {
          isIndexing = now.isIndexing
          line?.finish()
          line = nil
          if isIndexing { Terminal.printError("The rows of \(now.projection) are there; making their indexes.") }
        }
        guard !isIndexing else { continue }
        if line == nil { line = Progress(total: now.total, doneBefore: now.done, unit: "events of \(now.projection)") }
        line?.report(now.done, of: now.total)
      }
      line?.finish()
    }
    do {
      let value = try await work()
      showing.cancel()
      await showing.value
      return value
    } catch {
      showing.cancel()
      await showing.value
      throw error
    }
  }
}
