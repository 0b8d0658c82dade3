internal import ArgumentParser
internal import CairnServer
internal import Foundation
internal import Logging
internal import RPC

/// `cairn demo`
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "See a hub at work: real PostgreSQL, real sockets, made-up people.",
    discussion: "Runs in a folder of its own under the system's temporary folder, and removes it at the end.")

  func run() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(
      path: "cairn-demo-\(ProcessInfo.processInfo.processIdentifier)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Terminal.print(["Starting a hub with a PostgreSQL of its own in \(directory.path) …"])
    let data = try DataOptions.parse(["--data", directory.path])
    try await Stopping.cancels {
      try await HubDatabases.with(data, logger: .quiet) { try await Self.tellStory($0, data) }
    }
    try Terminal.print(Self.whatNext)
  }

  private static func tellStory(_ databases: HubDatabases, _ data: DataOptions) async throws {
    try await databases.prepareToServe()
    let clock = DemoClock()
    var configuration = HubConfiguration(
      database: databases.hub.connection, keysDatabase: databases.keys.connection, keyFile: data.keyFile.path,
      addresses: [.tcp(host: "127.0.0.1", port: 0)],
      callers: CallerRegister(believesClaims: true, unixUsers: [:]))
    configuration.now = { clock.now }
    try await tellStory(configuration, clock)
  }

  private static func tellStory(_ configuration: HubConfiguration, _ clock: DemoClock) async throws {
    let (listening, continuation) = AsyncStream.makeStream(of: SocketName.self)
    let server = HubServer(configuration: configuration, logger: .quiet) { announcement in
      if case .listening(let address) = announcement { continuation.yield(address) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        for await address in listening {
          return try await DemoCast.with(address) { cast in
            try await DemoStory(cast: cast, clock: clock, configuration: configuration, width: Terminal.width).tell()
          }
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private static let whatNext = [
    "", "What to try next", "════════════════",
    "  cairn serve --insecure                   a hub that stays, on 127.0.0.1:7400",
    "  cairn agency add met --kind police --name \"Metropolitan Police\"",
    "  cairn refer examples/referral.json --as met/referrer",
    "  cairn case list --as hub/screener        the worklist",
    "  cairn case show CASE --as hub/screener",
    "  cairn permissions                        who may do what",
    "  cairn log tail                           what was recorded, without its content",
    "  cairn --help                             everything else",
  ]
}
