internal import ArgumentParser
internal import Foundation
internal import RPC

/// Which server to ask, and as whom.
struct ClientOptions: ParsableArguments {
  @OptionGroup(title: "Where the data is") var data: DataOptions

  @Option(
    name: .customLong("server"),
    help: ArgumentHelp(
      "The server: HOST:PORT or unix:PATH.",
      discussion: "Default: unix:DATA/cairn.sock for hub/operator, 127.0.0.1:7400 for everybody else.",
      valueName: "address"))
  var server: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Whom you act as, such as met/referrer.",
      discussion: """
        Over a Unix socket the server knows who you are and holds you to it. Over TCP a server that was started with \
        --insecure believes you. Operator commands default to hub/operator.
        """,
      valueName: "agency/role"))
  var identity: Identity?

  @Flag(name: .customLong("json"), help: "Print JSON for programs.")
  var json = false

  static let defaultPort = 7_400

  /// The server's address for somebody who acts as `identity`.
  func address(for identity: Identity) throws -> SocketName {
    guard let server else {
      return identity == .hubOperator
        ? .unix(path: data.socket.path) : .tcp(host: "127.0.0.1", port: Self.defaultPort)
    }
    guard let address = SocketName(server) else {
      throw ValidationError("--server \(server) is neither HOST:PORT nor unix:PATH.")
    }
    return address
  }

  /// Whom the caller acts as, for commands that say nothing without it.
  func requiredIdentity() throws -> Identity {
    guard let identity else {
      throw ValidationError(
        "Say whom you act as: --as AGENCY/ROLE, such as --as met/referrer or --as hub/screener.")
    }
    return identity
  }
}
