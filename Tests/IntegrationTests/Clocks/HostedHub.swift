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

  struct NotListening: Error {}

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
    let (addresses, continuation) = AsyncStream.makeStream(of: SocketName.self)
    let server = HubServer(configuration: configuration, logger: logger) { announcement in
      if case .listening(let address) = announcement { continuation.yield(address) }
    }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await server.run()
        return nil
      }
      group.addTask {
        for await address in addresses {
          let client = FrameClient(address: address)
          do {
            let value = try await body(client)
            await client.close()
            return value
          } catch {
            await client.close()
            throw error
          }
        }
        return nil
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() ?? nil else { throw NotListening() }
      return value
    }
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
