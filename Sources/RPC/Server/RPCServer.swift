internal import Certificates
package import Logging
internal import NIOCore
internal import NIOHTTP2
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle

/// A server of Cairn frames and of gRPC on any number of TCP ports and Unix sockets.
package struct RPCServer: Service {
  private let names: [SocketName]
  private let configuration: RPCServerConfiguration
  private let tls: (@Sendable () throws -> TLSIdentity)?
  private let admission: PeerAdmission
  private let registry: ConnectionRegistry
  private let identify: @Sendable (Peer) -> Principal?
  private let onBound: @Sendable ([SocketName]) -> Void
  private let shared: ServerShared

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
    addresses: [SocketName], methods: MethodTable, configuration: RPCServerConfiguration = .init(), logger: Logger,
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
    shared = ServerShared(
      configuration: configuration, methods: methods, budget: ByteBudget(limit: configuration.bytesHeldMax), run: run,
      logger: logger, observer: observer, streams: ByteBudget(limit: configuration.streamsMax))
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
      // One read a turn: whoever sends much holds up the others on its event loop for no longer than that.
      .childChannelOption(.maxMessagesPerRead, value: 1)
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
      let accepted = Accepted(channel: channel, peer: peer, number: registry.admit(channel), since: .now)
      guard accepted.number != nil else {
        return try add(
          .frames, accepted,
          refusal: (.tooManyConnections, "the server has as many connections as it takes, or is going away"))
      }
      let chooser = DialectChooser(timeoutMilliseconds: configuration.handshakeMilliseconds) {
        try add($0, accepted)
      }
      try channel.pipeline.syncOperations.addHandler(chooser)
    }
  }

  private func shakeHands(_ channel: any Channel, _ tls: @Sendable () throws -> TLSIdentity) throws {
    // One too many is told nothing: that would cost the server a handshake.
    guard let number = registry.admit(channel) else { throw ChannelError.ioOnClosedChannel }
    let since = Deadline.now
    let handshake = NIOSSLServerHandler(context: try tls().serverContext())
    let admission = TLSAdmission(timeoutMilliseconds: configuration.handshakeMilliseconds) { outcome in
      switch outcome {
      case .proven(let certificate, let dialect):
        let peer = Peer.system(certificate, address: PeerReader.address(of: channel))
        // Known first, asked then: who is refused from now on is found in the registry.
        registry.identified(number, as: peer)
        let refusal = self.admission.refusal(peer)
        if let refusal {
          shared.logger.notice(
            "refused a system",
            metadata: [
              "system": "\(certificate.uri)", "certificate": "\(certificate.serial)", "reason": "\(refusal)",
            ])
        }
        try add(
          dialect,
          Accepted(
            channel: channel, peer: peer, number: number, since: since, ageMilliseconds: configuration.ageMilliseconds),
          refusal: refusal.map { (.notAdmitted, $0) })
      case .refused(let reason, let message, let dialect):
        try add(
          dialect,
          Accepted(channel: channel, peer: PeerReader.tcpPeer(of: channel), number: number, since: since),
          refusal: (reason, message))
      }
    }
    try channel.pipeline.syncOperations.addHandlers([handshake, admission])
  }

  /// A connection whose other end is known.
  private struct Accepted {
    let channel: any Channel
    let peer: Peer
    /// `nil` for one too many.
    let number: UInt64?
    let since: Deadline
    /// How old it becomes; `nil` for as old as it likes.
    var ageMilliseconds: Int?
  }

  /// Adds what goes on with a connection.
  private func add(
    _ dialect: Dialect, _ accepted: Accepted, refusal: (reason: GoAwayReason, message: String)? = nil
  ) throws {
    let pipeline = accepted.channel.pipeline.syncOperations
    switch dialect {
    case .frames:
      let connection = FrameConnection(
        shared: shared, peer: accepted.peer, principal: identify(accepted.peer), number: accepted.number ?? 0,
        eventLoop: accepted.channel.eventLoop, since: accepted.since, ageMilliseconds: accepted.ageMilliseconds)
      if let refusal { connection.refuse(refusal.reason, refusal.message) }
      try pipeline.addHandler(connection)
    case .grpc:
      let transport = HTTP2Transport()
      let farewell = HTTP2Farewell()
      let connection = GRPCConnection(
        shared: shared, peer: accepted.peer, principal: identify(accepted.peer), number: accepted.number ?? 0,
        eventLoop: accepted.channel.eventLoop, transport: transport, farewell: farewell, since: accepted.since,
        ageMilliseconds: accepted.ageMilliseconds, refusal: refusal.map { RPCError(notAdmitted: $0.message) })
      try pipeline.addHandlers([transport, NIOHTTP2Handler(configuration, farewell), connection])
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
