import Foundation
import Identifiers
import Libpq

/// Which prepared statements a hub's server runs, as PostgreSQL logs them.
struct StatementLog: Sendable {
  private let hub: ScratchHub
  private let folder: URL

  /// The log of a hub whose databases were prepared for it.
  init(of hub: ScratchHub) async throws {
    self.hub = hub
    folder = try await ScratchCluster.shared().directory.appending(path: "postgres/data/log")
  }

  /// Has every session logged that is opened from now on.
  static func prepare(_ hub: ScratchHub) async throws {
    for database in [hub.hub, hub.keys] {
      guard let name = database.database else { throw NoDatabase() }
      try await run("alter database \(name) set log_statement = 'all'", on: database)
    }
  }

  struct NoDatabase: Error {}

  /// The names of the statements that ran while `body` did, in order, without those that run all the time.
  ///
  /// - Parameter idle: those.
  func statements(except idle: Set<String> = [], while body: () async throws -> Void) async throws -> [String] {
    let begin = try await mark()
    try await body()
    let end = try await mark()
    let text = try text()
    guard let from = text.range(of: begin), let to = text.range(of: end) else { throw NoDatabase() }
    return text[from.upperBound..<to.lowerBound].matches(of: /LOG:  execute (\w+)/).map { String($0.1) }
      .filter { !idle.contains($0) }
  }

  /// Writes something into the log that stands there once only, and waits until it does.
  private func mark() async throws -> String {
    let mark = "mark \(TestCaller.newID())"
    try await Self.run("select '\(mark)'", on: hub.hub)
    while try !text().contains(mark) { try await Task.sleep(for: .milliseconds(5)) }
    return mark
  }

  private func text() throws -> String {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.sorted { $0.path < $1.path }.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
      .joined()
  }

  private static func run(_ script: String, on database: ConnectionString) async throws {
    let session = try await Session.connect(
      SessionConfiguration(connection: database, applicationName: "cairn tests"))
    try await session.runScript(script)
    await session.close()
  }
}
