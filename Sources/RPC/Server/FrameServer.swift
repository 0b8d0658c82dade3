internal import Certificates
package import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle

/// A server of Cairn frames on any number of TCP ports and Unix sockets.
package struct FrameServer: Service {
  private let names: [SocketName]
  private let configuration: FrameServerConfiguration
  private let tls: (@Sendable () throws -> TLSIdentity)?
  private let admission: PeerAdmission
  private let registry: ConnectionRegistry
  private let identify: @Sendable (Peer) -> Principal?
  private let onBound: @Sendable ([SocketName]) -> Void
  private let shared: ServerConnection.Shared

  /// - Parameters:
  ///   - addresses: where to listen.
  ///   - methods: what can be called.
  ///   - configuration: limits.
  ///   - logger: for what concerns the server; handlers get theirs from the context.
  ///   - tls: what is shown on TCP ports, asked for once for each connection; `nil` to speak there in clear.
  ///   - admission: whom the server talks to.
  ///   - run: names this run of the server in request ids.
  ///   - identify: the name of a peer, asked once for each connection; `nil` if it has none.
  ///   - observer: told of connections and calls, to measure them.
  ///   - onBound: told where the server really listens, in the order of `addresses`, when it listens on all.
  package init(
    addresses: [SocketName], methods: MethodTable, configuration: FrameServerConfiguration = .init(), logger: Logger,
    tls: (@Sendable () throws -> TLSIdentity)? = nil, admission: PeerAdmission = .everybody,
    run: UInt32 = .random(in: 0...(.max)), identify: @escaping @Sendable (Peer) -> Principal? = { _ in nil },
    observer: (any CallObserver)? = nil, onBound: @escaping @Sendable ([SocketName]) -> Void = { _ in }
  ) {
    configuration.checkFloors()
    names = addresses
    self.configuration = configuration
    self.tls = tls
    self.admission = admission
    self.identify = identify
    registry = ConnectionRegistry(connectionsMax: configuration.connectionsMax, observer: observer)
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
    var listeners: [Listener] = []
    do throws(ListenError) {
      for name in names { listeners.append(try await listen(name)) }
    } catch {
      for listener in listeners { await listener.close() }
      throw error
    }
    onBound(listeners.map(\.name))
    try? await gracefulShutdown()
    for listener in listeners { await listener.close() }
    registry.drain()
    await closeAfterGrace()
  }

  /// Ends the connections of peers that the server does not talk to any more, with all that is under way on them.
  package func endRefusedConnections() { registry.endRefused(by: admission) }

  private func closeAfterGrace() async {
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

  private func listen(_ name: SocketName) async throws(ListenError) -> Listener {
    var unixListener: UnixListener?
    do {
      switch name {
      case .tcp(let host, let port):
        let channel = try await bootstrap(isUnix: false).bind(host: host, port: port).get()
        return Listener(
          name: .tcp(host: host, port: channel.localAddress?.port ?? port), channel: channel, unixListener: nil)
      case .unix(let path):
        let listener = try UnixListener(path: path)
        unixListener = listener
        let channel = try await bootstrap(isUnix: true).withBoundSocket(listener.descriptor).get()
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

  private func bootstrap(isUnix: Bool) -> ServerBootstrap {
    let high = configuration.writeBufferHighBytes
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 1_024)
      .childChannelOption(.writeBufferWaterMark, value: .init(low: high / 4, high: high))
      .childChannelInitializer { accept($0, isUnix: isUnix) }
    guard !isUnix else { return bootstrap }
    return
      bootstrap
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
  }

  private func accept(_ channel: any Channel, isUnix: Bool) -> EventLoopFuture<Void> {
    if !isUnix, let tls { return channel.eventLoop.makeCompletedFuture { try shakeHands(channel, tls) } }
    return PeerReader.peer(of: channel, isUnix: isUnix).flatMapThrowing { peer in
      let number = registry.admit(channel)
      let connection = connection(of: peer, on: channel, number)
      if number == nil {
        connection.refuse(
          .tooManyConnections, "the server has as many connections as it takes, or is going away")
      }
      try channel.pipeline.syncOperations.addHandler(connection)
    }
  }

  private func shakeHands(_ channel: any Channel, _ tls: @Sendable () throws -> TLSIdentity) throws {
    // One too many is told nothing: that would cost the server a handshake.
    guard let number = registry.admit(channel) else { throw ChannelError.ioOnClosedChannel }
    let since = Deadline.now
    let handshake = NIOSSLServerHandler(context: try tls().serverContext())
    let admission = TLSAdmission(timeoutMilliseconds: configuration.handshakeMilliseconds) { outcome in
      let connection: ServerConnection
      switch outcome {
      case .proven(let certificate):
        let peer = Peer.system(certificate, address: PeerReader.address(of: channel))
        connection = self.connection(
          of: peer, on: channel, number, since: since, ageMilliseconds: configuration.ageMilliseconds)
        // Known first, asked then: who is refused from now on is found in the registry.
        registry.identified(number, as: peer)
        if let refusal = self.admission.refusal(peer) {
          shared.logger.notice(
            "refused a system",
            metadata: [
              "system": "\(certificate.uri)", "certificate": "\(certificate.serial)", "reason": "\(refusal)",
            ])
          connection.refuse(.notAdmitted, refusal)
        }
      case .refused(let reason, let message):
        connection = self.connection(of: PeerReader.tcpPeer(of: channel), on: channel, number)
        connection.refuse(reason, message)
      }
      try channel.pipeline.syncOperations.addHandler(connection)
    }
    try channel.pipeline.syncOperations.addHandlers([handshake, admission])
  }

  private func connection(
    of peer: Peer, on channel: any Channel, _ number: UInt64?, since: Deadline = .now, ageMilliseconds: Int? = nil
  ) -> ServerConnection {
    ServerConnection(
      shared: shared, peer: peer, principal: identify(peer), number: number ?? 0, eventLoop: channel.eventLoop,
      since: since, ageMilliseconds: ageMilliseconds)
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
