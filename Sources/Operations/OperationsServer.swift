internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
package import RPC
internal import Synchronization

/// The endpoint for those who run the server, over HTTP/1.1: `/metrics`, `/livez`, `/readyz`. It says nothing of a case
/// and asks nobody who they are, so it listens on this machine alone.
package final class OperationsServer: Sendable {
  /// Where it listens.
  package let name: SocketName
  private let channel: any Channel
  private let unixListener: UnixListener?
  private let connections: OperationsConnections

  private init(
    name: SocketName, channel: any Channel, unixListener: UnixListener?, connections: OperationsConnections
  ) {
    self.name = name
    self.channel = channel
    self.unixListener = unixListener
    self.connections = connections
  }

  /// Listens, and serves until it is stopped.
  ///
  /// - Throws: `ListenError`, also for an address that others than this machine could reach.
  package static func start(
    on name: SocketName, pages: OperationsPages, limits: OperationsLimits = OperationsLimits()
  ) async throws(ListenError) -> OperationsServer {
    guard name.isOnThisMachine else {
      throw ListenError(
        .badPath, "\(name): metrics are for this machine alone: choose a port of 127.0.0.1 or [::1], or unix:PATH")
    }
    let connections = OperationsConnections(connectionsMax: limits.connectionsMax)
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 64)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard connections.admit(channel) else { return channel.close(promise: nil) }
          try channel.pipeline.syncOperations.addOperations(pages, limits)
        }
      }
    var unixListener: UnixListener?
    do {
      switch name {
      case .tcp(let host, let port):
        let channel = try await bootstrap.serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
          .bind(host: host, port: port).get()
        return OperationsServer(
          name: .tcp(host: host, port: channel.localAddress?.port ?? port), channel: channel, unixListener: nil,
          connections: connections)
      case .unix(let path):
        let listener = try UnixListener(path: path)
        unixListener = listener
        return OperationsServer(
          name: name, channel: try await bootstrap.withBoundSocket(listener.descriptor).get(), unixListener: listener,
          connections: connections)
      }
    } catch let error as ListenError {
      throw error
    } catch {
      unixListener?.removeFile()
      guard (error as? IOError)?.errnoCode == EADDRINUSE else {
        throw ListenError(.system, "\(name): cannot listen: \(error)", cause: error)
      }
      throw ListenError(
        .inUse, "\(name): another process listens there already; choose another address for operations", cause: error)
    }
  }

  /// Stops listening, and ends every connection.
  package func stop() async {
    try? await channel.close().get()
    unixListener?.removeFile()
    connections.closeAll()
  }
}

/// The connections of an endpoint.
private final class OperationsConnections: Sendable {
  private let connectionsMax: Int
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  init(connectionsMax: Int) { self.connectionsMax = connectionsMax }

  /// Takes a connection in; `false` if there are enough.
  func admit(_ channel: any Channel) -> Bool {
    let id = ObjectIdentifier(channel)
    let isAdmitted = channels.withLock { channels in
      guard channels.count < connectionsMax else { return false }
      channels[id] = channel
      return true
    }
    if isAdmitted {
      channel.closeFuture.whenComplete { _ in self.channels.withLock { _ = $0.removeValue(forKey: id) } }
    }
    return isAdmitted
  }

  func closeAll() {
    for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
  }
}

extension ChannelPipeline.SynchronousOperations {
  fileprivate func addOperations(_ pages: OperationsPages, _ limits: OperationsLimits) throws {
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderListSize = limits.headerBytesMax
    decoding.maxHeaderFieldSize = limits.headerBytesMax
    decoding.maxHeaderFieldCount = 64
    let size = RequestSizeLimit(bytesMax: limits.requestBytesMax)
    try addHandlers([
      size, HTTPResponseEncoder(), ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: decoding)),
      HTTPServerPipelineHandler(), HTTPServerProtocolErrorHandler(),
      OperationsConnection(pages: pages, limits: limits, size: size),
    ])
  }
}

extension SocketName {
  /// Whether nobody on another machine can reach it: a Unix socket, or a port of a loopback address written in numbers.
  package var isOnThisMachine: Bool {
    guard case .tcp(let host, _) = self else { return true }
    // A name could stand for another machine tomorrow.
    guard (try? SocketAddress(ipAddress: host, port: 0)) != nil else { return false }
    return host.hasPrefix("127.") || host == "::1"
  }
}
