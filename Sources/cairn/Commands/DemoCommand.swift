internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages
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
    Terminal.print(["Starting a hub with a PostgreSQL of its own in \(directory.path) …"])
    let data = try DataOptions.parse(["--data", directory.path])
    try await HubDatabases.with(data, logger: .quiet) { databases in
      try await databases.prepareToServe()
      let configuration = HubConfiguration(
        database: databases.hub.connection, keysDatabase: databases.keys.connection, keyFile: data.keyFile.path,
        addresses: [.tcp(host: "127.0.0.1", port: 0)],
        callers: CallerRegister(believesClaims: true, unixUsers: [:]))
      try await Self.tellStory(configuration)
    }
    Terminal.print(Self.whatNext)
  }

  private static func tellStory(_ configuration: HubConfiguration) async throws {
    let (listening, continuation) = AsyncStream.makeStream(of: SocketName.self)
    let server = HubServer(configuration: configuration, logger: .quiet) { announcement in
      if case .listening(let address) = announcement { continuation.yield(address) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        for await address in listening { return try await tellStory(at: address) }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private static func tellStory(at address: SocketName) async throws {
    let width = Terminal.width
    guard let met = Identity(argument: "met/referrer") else {
      preconditionFailure("the demo's police have an identity")
    }
    try await HubClient.with(address, as: .hubOperator) { hub in
      try await HubClient.with(address, as: met) { police in
        try await HubClient.with(address, as: Identity(agencyID: .hub, role: .screener)) { screener in
          try await DemoStory(hub: hub, police: police, screener: screener, width: width).tell()
        }
      }
    }
  }

  private static let whatNext = [
    "", "What to try next", "════════════════",
    "  cairn serve --insecure                        a hub that stays, on 127.0.0.1:7400",
    "  cairn agency add met --kind police --name \"Metropolitan Police\"",
    "  cairn refer examples/referral.json --as met/referrer",
    "  cairn case show CASE --as hub/screener",
    "  cairn log tail                                what was recorded, without its content",
    "  cairn --help                                  everything else",
  ]
}
