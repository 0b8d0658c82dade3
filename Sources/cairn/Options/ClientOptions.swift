internal import ArgumentParser
internal import CairnDomain
internal import Certificates
internal import Foundation
internal import RPC

/// Which server to ask, and as whom.
struct ClientOptions: ParsableArguments {
  @OptionGroup(title: "Where the data is") var data: DataOptions

  @Option(
    name: .customLong("server"),
    help: ArgumentHelp(
      "The server: HOST:PORT or unix:PATH.",
      discussion: """
        Default: unix:DATA/cairn.sock for hub/operator, 127.0.0.1:7400 for everybody else and with --identity.
        """,
      valueName: "address"))
  var server: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Whom you act as, such as met/referrer.",
      discussion: """
        Over a Unix socket the server knows who you are and holds you to it. Over TCP the agency is that of your \
        certificate (--identity); a server that was started with --insecure believes you. Operator commands default to \
        hub/operator.
        """,
      valueName: "agency/role"))
  var identity: Identity?

  @Option(
    help: ArgumentHelp(
      "The id under which your agency's staff register knows you.",
      discussion: """
        Default: $CAIRN_PERSON; without it an id that follows from the agency and your user name, which serves where the server \
        holds nobody to a register: to hub/operator on its Unix socket, and to everybody with --insecure.
        """,
      valueName: "uuid"))
  var person: PersonID?

  @Option(
    name: .customLong("identity"),
    help: ArgumentHelp(
      "The folder of your system's certificate, as `cairn agency enrol` writes it: speak TLS over TCP, and prove who you are.",
      valueName: "dir"))
  var identityFolder: String?

  @Flag(name: .customLong("json"), help: "Print JSON for programs.")
  var json = false

  static let defaultPort = 7_400

  /// The server's address for somebody who acts as `identity`.
  func address(for identity: Identity) throws -> SocketName {
    guard let server else {
      return identity == .hubOperator && identityFolder == nil
        ? .unix(path: data.socket.path) : .tcp(host: "127.0.0.1", port: Self.defaultPort)
    }
    guard let address = SocketName(server) else {
      throw ValidationError("--server \(server) is neither HOST:PORT nor unix:PATH.")
    }
    return address
  }

  /// The person who acts, if somebody said it.
  ///
  /// - Throws: `ValidationError` if $CAIRN_PERSON is no id.
  func actingPerson() throws -> PersonID? {
    if let person { return person }
    guard let text = ProcessInfo.processInfo.environment["CAIRN_PERSON"], !text.isEmpty else { return nil }
    guard let person = PersonID(argument: text) else {
      throw ValidationError("CAIRN_PERSON is not the text of a UUID.")
    }
    return person
  }

  /// What the client shows over TCP; `nil` to speak in clear.
  func tls(for identity: Identity) throws -> TLSIdentity? {
    guard let identityFolder else { return nil }
    let (tls, certificate) = try IdentityFolder(path: identityFolder).read()
    guard certificate.uri.agency == identity.agencyID.description else {
      throw ValidationError(
        "--identity \(identityFolder) is a system of \(certificate.uri.agency), and \(identity) is of another agency.")
    }
    return tls
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
