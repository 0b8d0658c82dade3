internal import ArgumentParser
internal import CairnCodec
internal import CairnMessages
internal import RPC
internal import Synchronization

/// `cairn ping`
struct PingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ping", abstract: "See whether a server answers, how fast, and whether it takes work.",
    discussion: "Asks gRPC's health service, in either dialect. The time includes making the connection.")

  @OptionGroup(title: "Server") var client: ClientOptions

  @OptionGroup(title: "Server") var dialect: DialectOptions

  func run() async throws {
    let identity = client.identity ?? .hubOperator
    let address = try client.address(for: identity)
    let answer = Mutex(HealthCheckResponse())
    let request = Mutex([encode(HealthCheckRequest())])
    let begin = ContinuousClock.now
    try await HubClient.with(client, as: identity, over: dialect.dialect) { hub, caller in
      let check = HealthMethods.check
      try await caller.exchange(
        check.kind, path: check.path, metadata: hub.metadata, timeout: HubClient.callTimeout,
        next: { request.withLock { $0.popLast() } },
        answered: { bytes in
          let response = try decode(HealthCheckResponse.self, from: bytes)
          answer.withLock { $0 = response }
        })
    }
    let microseconds = Int((ContinuousClock.now - begin) / .microseconds(1))
    let takesWork = answer.withLock(\.status) == HealthStatus.serving.rawValue
    try Terminal.print([
      client.json
        ? #"{"address":"\#(address)","microseconds":\#(microseconds),"takesWork":\#(takesWork)}"#
        : "\(address) answered in \(microseconds) µs\(takesWork ? "." : ", and takes no work now.")"
    ])
  }
}
