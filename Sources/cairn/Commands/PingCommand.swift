internal import ArgumentParser
internal import RPC

/// `cairn ping`
struct PingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ping", abstract: "See whether a server answers, and how fast.")

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let identity = client.identity ?? .hubOperator
    let address = try client.address(for: identity)
    try await HubClient.with(client, as: identity) { hub in
      let time = try await hub.client.ping()
      let microseconds = Int(time / .microseconds(1))
      Terminal.print([
        client.json
          ? #"{"address":"\#(address)","microseconds":\#(microseconds)}"#
          : "\(address) answered in \(microseconds) µs."
      ])
    }
  }
}
