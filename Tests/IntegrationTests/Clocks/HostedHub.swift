import CairnServer
import EventCoding
import Foundation
import Logging
import Projections
import RPC
import Testing

/// A hub's server in this process, by a test's clock, on databases that outlive it.
struct HostedHub: Sendable {
  let scratch: ScratchHub
  let clock: TestClock
  private let directory: URL

  static func make(_ clock: TestClock) async throws -> HostedHub {
    HostedHub(
      scratch: try await ScratchHub.make(), clock: clock, directory: try TemporaryDirectory.make(named: "hosted"))
  }

  private var configuration: HubConfiguration {
    var configuration = HubConfiguration(
      database: scratch.hub, keysDatabase: scratch.keys, keyFile: directory.appending(path: "key").path,
      addresses: [.tcp(host: "127.0.0.1", port: 0)], callers: CallerRegister(believesClaims: true, unixUsers: [:]))
    configuration.now = { clock.now }
    configuration.deadlineInterval = .milliseconds(2)
    return configuration
  }

  private var logger: Logger { Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() } }

  /// Runs a server and `body` with a client of it, then stops the server.
  func serve<Value: Sendable>(_ body: @escaping @Sendable (FrameClient) async throws -> Value) async throws -> Value {
    try await configuration.serve { _, client in try await body(client) }
  }

  /// Every event of the log.
  func openedEvents() async throws -> [OpenedEvent] {
    try await scratch.openedEvents(keyFile: configuration.keyFile)
  }

  /// Rebuilds every view, beside a server that runs.
  func rebuild() async throws {
    try await HubProjections.with(configuration, logger: logger) { projections in
      for name in HubProjections.names { _ = try await projections.rebuild(name, progress: RebuildProgress()) }
    }
  }

  /// Whether the live views are what a fold from zero gives.
  func verifies() async throws -> Bool {
    try await HubProjections.with(configuration, logger: logger) { projections in
      for name in HubProjections.names {
        guard try await projections.verify(name, progress: RebuildProgress()).isGood else { return false }
      }
      return true
    }
  }
}
