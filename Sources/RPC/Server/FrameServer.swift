package import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// A server of Cairn frames on any number of TCP ports and Unix sockets.
package struct FrameServer: Service {
  private let names: [SocketName]
  private let configuration: FrameServerConfiguration
  private let identify: @Sendable (Peer) -> Principal?
  private let onBound: @Sendable ([SocketName]) -> Void
  private let shared: ServerConnection.Shared

  /// - Parameters:
  ///   - addresses: where to listen.
  ///   - methods: what can be called.
  ///   - configuration: limits.
  ///   - logger: for what concerns the server; handlers get theirs from the context.
  ///   - run: names this run of the server in request ids.
  ///   - identify: the name of a peer, asked once for each connection; `nil` if it has none.
  ///   - observer: told of connections and calls, to measure them.
  ///   - onBound: told where the server really listens, in the order of `addresses`, when it listens on all.
  package init(
    addresses: [SocketName], methods: MethodTable, configuration: FrameServerConfiguration = .init(), logger: Logger,
    run: UInt32 = .random(in: 0...(.max)), identify: @escaping @Sendable (Peer) -> Principal? = { _ in nil },
    observer: (any CallObserver)? = nil, onBound: @escaping @Sendable ([SocketName]) -> Void = { _ in }
  ) {
    configuration.checkFloors()
    names = addresses
    self.configuration = configuration
    self.identify = identify
    self.onBound = onBound
    shared = ServerConnection.Shared(
      configuration: configuration, methods: methods, budget: ByteBudget(limit: configuration.bytesHeldMax), run: run,
      logger: logger, observer: observer)
  }

  /// Listens until graceful shutdown, then lets the calls under way end, within the time allowed for it. Cancellation
  /// ends them at once.
  ///
  /// - Throws: `ListenError`.
  package func run() async throws {
    let registry = ConnectionRegistry(connectionsMax: configuration.connectionsMax, observer: shared.observer)
    var listeners: [Listener] = []
    do throws(ListenError) {
      for name in names { listeners.append(try await listen(name, registry)) }
    } catch {
      for listener in listeners { await listener.close() }
      throw error
    }
    onBound(listeners.map(\.name))
    try? await gracefulShutdown()
    for listener in listeners { await listener.close() }
    registry.drain()
    await closeAfterGrace(registry)
  }

  private func closeAfterGrace(_ registry: ConnectionRegistry) async {
    // Connections end themselves; this is for one that cannot, and for a task that is cancelled.
    let milliseconds = configuration.shutdownGraceMilliseconds + configuration.lingerMilliseconds
    await withTaskGroup { group in
      group.addTask { await registry.empty() }
      group.addTask {
        try? await Task.sleep(for: .milliseconds(milliseconds))
        registry.closeAll()
      }
      await group.next()
      group.cancelAll()
      registry.closeAll()
    }
  }

  private func listen(_ name: SocketName, _ registry: ConnectionRegistry) async throws(ListenError) -> Listener {
    var unixListener: UnixListener?
    do {
      switch name {
      case .tcp(let host, let port):
        let channel = try await bootstrap(registry, isUnix: false).bind(host: host, port: port).get()
        return Listener(
          name: .tcp(host: host, port: channel.localAddress?.port ?? port), channel: channel, unixListener: nil)
      case .unix(let path):
        let listener = try UnixListener(path: path)
        unixListener = listener
        let channel = try await bootstrap(registry, isUnix: true).withBoundSocket(listener.descriptor).get()
        return Listener(name: name, channel: channel, unixListener: listener)
      }
    } catch let error as ListenError {
      throw error
    } catch {
      unixListener?.removeFile()
      let isInUse = (error as? IOError)?.errnoCode == EADDRINUSE
      throw ListenError(isInUse ? .inUse : .system, "\(name): cannot listen: \(error)", cause: error)
    }
  }

  private func bootstrap(_ registry: ConnectionRegistry, isUnix: Bool) -> ServerBootstrap {
    let high = configuration.writeBufferHighBytes
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 1_024)
      .childChannelOption(.writeBufferWaterMark, value: .init(low: high / 4, high: high))
      .childChannelInitializer { accept($0, registry, isUnix: isUnix) }
    guard !isUnix else { return bootstrap }
    return
      bootstrap
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
  }

  private func accept(_ channel: any Channel, _ registry: ConnectionRegistry, isUnix: Bool) -> EventLoopFuture<Void> {
    PeerReader.peer(of: channel, isUnix: isUnix).flatMapThrowing { peer in
      let number = registry.admit(channel)
      let connection = ServerConnection(
        shared: shared, peer: peer, principal: identify(peer), number: number ?? 0, eventLoop: channel.eventLoop)
      if number == nil { connection.refuse("the server has as many connections as it takes, or is going away") }
      try channel.pipeline.syncOperations.addHandler(connection)
    }
  }
}

/// A socket that a server listens on.
private struct Listener {
  let name: SocketName
  let channel: any Channel
  let unixListener: UnixListener?

  func close() async {
    try? await channel.close().get()
    unixListener?.removeFile()
  }
}
