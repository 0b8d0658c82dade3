internal import Logging
internal import ServiceLifecycle
internal import Synchronization

@testable internal import RPC

/// Runs a server for the length of a test, on a port or path of its own.
func withServer<Result: Sendable>(
  _ methods: MethodTable, addresses: [SocketName] = [.tcp(host: "127.0.0.1", port: 0)],
  configuration: RPCServerConfiguration = .init(), tls: (@Sendable () throws -> TLSIdentity)? = nil,
  admission: PeerAdmission = .everybody,
  identify: @escaping @Sendable (Peer) -> Principal? = { _ in nil }, logger: Logger = .silent,
  observer: (any CallObserver)? = nil,
  _ body: (TestServer) async throws -> Result
) async throws -> Result {
  let (bound, tellBound) = AsyncStream.makeStream(of: [SocketName].self)
  let server = RPCServer(
    addresses: addresses, methods: methods, configuration: configuration, logger: logger, tls: tls,
    admission: admission, run: 7, identify: identify, observer: observer, onBound: { tellBound.yield($0) })
  let group = ServiceGroup(
    configuration: .init(
      services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)], logger: .silent))
  return try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask {
      defer { tellBound.finish() }
      try await group.run()
    }
    var names = bound.makeAsyncIterator()
    guard let addresses = await names.next() else {
      try await tasks.waitForAll()
      throw TestFailure("the server did not bind")
    }
    let result: Result
    do {
      result = try await body(TestServer(addresses: addresses, group: group, server: server))
    } catch {
      await group.triggerGracefulShutdown()
      tasks.cancelAll()
      throw error
    }
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
    return result
  }
}

/// A server that runs.
struct TestServer: Sendable {
  let addresses: [SocketName]
  let group: ServiceGroup
  fileprivate let server: RPCServer

  var address: SocketName { addresses[0] }

  var port: Int {
    guard case .tcp(_, let port) = address else { return 0 }
    return port
  }

  /// Ends the connections of peers that the server does not talk to any more.
  func endRefusedConnections() { server.endRefusedConnections() }

  /// Begins a graceful shutdown.
  func shutDown() async { await group.triggerGracefulShutdown() }
}

struct TestFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Logger {
  static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// Runs a client for the length of a test.
func withClient<Result: Sendable>(
  _ address: SocketName, configuration: FrameClientConfiguration = .init(), _ body: (FrameClient) async throws -> Result
) async throws -> Result {
  let client = FrameClient(address: address, configuration: configuration)
  do {
    let result = try await body(client)
    await client.close()
    return result
  } catch {
    await client.close()
    throw error
  }
}
