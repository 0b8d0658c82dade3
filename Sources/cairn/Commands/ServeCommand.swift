internal import ArgumentParser
internal import CJemalloc
internal import CairnDomain
internal import CairnMessages
internal import CairnServer
internal import Certificates
internal import Foundation
internal import Logging
internal import Operations
internal import RPC
internal import ServiceLifecycle
internal import UnixSignals

/// `cairn serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the hub's server.",
    discussion: """
      Prints "listening on ADDRESS" for each address once it answers, and "operations on ADDRESS" for the one of metrics \
      and probes, which answers from the start: /metrics, /livez, /readyz. Without --database it runs a PostgreSQL of its own \
      in the data folder. Stops on SIGTERM or Ctrl-C once what is under way is finished.

      Examples:
        cairn serve
        cairn serve --insecure --listen 127.0.0.1:7400
        cairn serve --listen 0.0.0.0:7400 --name hub.example
        cairn serve --database postgresql://cairn@db.example/cairn?sslmode=verify-full
      """)

  @OptionGroup(title: "Where the data is") var data: DataOptions

  @Option(
    name: .customLong("listen"),
    help: ArgumentHelp(
      "Answer on this address, HOST:PORT or unix:PATH; may be given more than once.",
      discussion: "Default: 127.0.0.1:7400, and unix:DATA/cairn.sock in any case.", valueName: "address"))
  var listen: [String] = []

  @Option(
    name: .customLong("name"),
    help: ArgumentHelp(
      "A name or IP address under which clients reach the TCP ports, for the server's certificate; may be given more than once.",
      discussion: """
        Default: localhost and 127.0.0.1. TCP is TLS 1.3, and callers show a certificate that `cairn agency enrol` gave \
        them; the server's own is signed by the hub's root, which is made by the first server that needs it.
        """, valueName: "host"))
  var names: [String] = []

  @Flag(
    help: """
      Speak in clear on TCP and believe what callers say of who they are, on loopback ports alone. To try things out; never \
      with real records.
      """)
  var insecure = false

  @Option(
    name: .customLong("unix-user"),
    help: ArgumentHelp(
      "Who a user of this machine, by name or number, is on the Unix socket: NAME=AGENCY/ROLE; may be given more than once.",
      discussion: """
        The user that runs the server is hub/operator. Everybody else must be on their agency's staff register: see cairn \
        staff.
        """, valueName: "name=agency/role"))
  var unixUsers: [String] = []

  @Flag(help: "Take the log over at once, also from a server that lives: that one can write no more.")
  var takeOver = false

  @Option(
    name: .customLong("operations-listen"),
    help: ArgumentHelp(
      "Show metrics and probes on this address, 127.0.0.1:PORT or unix:PATH; \"none\" to show none.",
      discussion: "Nobody is asked who they are there, so it is an address of this machine alone.",
      valueName: "address"))
  var operationsListen = "127.0.0.1:7401"

  @OptionGroup(title: "How long the hub gives itself") var clocks: ClockOptions

  @Option(
    help: ArgumentHelp(
      "How long a broken glass lets somebody see a case: 1 to \(GlassLife.minutesMax) minutes.", valueName: "minutes"))
  var breakGlassMinutes = GlassLife.minutesMax

  @Option(help: ArgumentHelp("How lines of the log are written.", valueName: "text|json"))
  var logFormat = LogFormat.text

  func run() async throws {
    LoggingSystem.bootstrap(logFormat.handler)
    let logger = Logger(label: "cairn")
    if !cairn_give_back_memory() { logger.notice("memory that is free again is given back only as more is asked for") }
    let addresses = try self.addresses()
    let tls = try self.tls()
    guard let glassLife = GlassLife(minutes: breakGlassMinutes) else {
      throw ValidationError("--break-glass-minutes is 1 to \(GlassLife.minutesMax).")
    }
    let callers = CallerRegister(believesClaims: insecure, unixUsers: try unixIdentities())
    if insecure {
      Terminal.printError(
        """
        cairn: --insecure: whoever reaches a loopback port of this machine is believed to be whom they say they are, in clear, \
        and held to no staff register.
        """)
    }
    let operations = HubOperations()
    let endpoint = try await startEndpoint(of: operations)
    do {
      try await serve(at: addresses, tls, callers, glassLife, operations, logger)
    } catch {
      await endpoint?.stop()
      throw error
    }
    await endpoint?.stop()
  }

  private func serve(
    at addresses: [SocketName], _ tls: TLSSettings?, _ callers: CallerRegister, _ glassLife: GlassLife,
    _ operations: HubOperations,
    _ logger: Logger
  ) async throws {
    try await HubDatabases.with(data, logger: logger) { databases in
      try await databases.prepareToServe()
      var configuration = HubConfiguration(
        database: databases.hub.connection, keysDatabase: databases.keys.connection, keyFile: data.keyFile.path,
        addresses: addresses, callers: callers)
      configuration.tls = tls
      configuration.takesOver = takeOver
      configuration.clocks = try clocks.settings()
      configuration.glassLife = glassLife
      let server = HubServer(configuration: configuration, operations: operations, logger: logger) { announcement in
        // Where nobody can be told, it serves all the same.
        switch announcement {
        case .standingBy: try? Terminal.print(["standing by: another server holds the log"])
        case .listening(let address): try? Terminal.print(["listening on \(address)"])
        }
      }
      let group = ServiceGroup(
        services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
      try await group.run()
    }
  }

  private func addresses() throws -> [SocketName] {
    let named = listen.isEmpty ? ["127.0.0.1:\(ClientOptions.defaultPort)"] : listen
    return try named.map { text in
      guard let address = SocketName(text) else {
        throw ValidationError("--listen \(text) is neither HOST:PORT nor unix:PATH.")
      }
      guard !insecure || address.isOnThisMachine else {
        throw ValidationError(
          "--listen \(text) is no port of 127.0.0.1 or [::1], and --insecure is for those alone: leave it out to speak TLS."
        )
      }
      return address
    } + [.unix(path: data.socket.path)]
  }

  /// How TCP ports are served; `nil` in clear.
  private func tls() throws -> TLSSettings? {
    guard !insecure else { return nil }
    let names = names.isEmpty ? ["localhost", "127.0.0.1"] : names
    return TLSSettings(
      names: try names.map { text in
        guard let name = ServerName(text) else {
          throw ValidationError("--name \(text) is neither the name of a host nor an IP address.")
        }
        return name
      })
  }

  private func operationsAddress() throws -> SocketName? {
    guard operationsListen != "none" else { return nil }
    guard let address = SocketName(operationsListen), address.isOnThisMachine else {
      throw ValidationError(
        "--operations-listen \(operationsListen) is not a port of 127.0.0.1 or [::1], unix:PATH or none.")
    }
    return address
  }

  private func startEndpoint(of operations: HubOperations) async throws -> OperationsServer? {
    guard let address = try operationsAddress() else { return nil }
    let pages = OperationsPages(
      metrics: { operations.metrics }, metricsType: HubOperations.metricsType, obstacles: { operations.obstacles })
    let endpoint = try await OperationsServer.start(on: address, pages: pages)
    try? Terminal.print(["operations on \(endpoint.name)"])
    return endpoint
  }

  private func unixIdentities() throws -> [UInt32: CallerRegister.UnixIdentity] {
    var identities = [geteuid(): CallerRegister.UnixIdentity(agencyID: .hub, role: .operator)]
    for text in unixUsers {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let identity = Identity(argument: parts[1]) else {
        throw ValidationError("--unix-user \(text) is not NAME=AGENCY/ROLE.")
      }
      guard let userID = UInt32(parts[0]) ?? getpwnam(parts[0])?.pointee.pw_uid else {
        throw ValidationError("--unix-user \(text): this machine has no user \(parts[0]).")
      }
      identities[userID] = .init(agencyID: identity.agencyID, role: identity.role)
    }
    return identities
  }
}
