internal import Glibc
internal import NIOCore

/// Finds out who is at the other end of an accepted connection.
enum PeerReader {
  /// As the kernel's `struct ucred`. Source: unix(7), SO_PEERCRED.
  private struct Credentials: Sendable {
    var processID: Int32 = 0
    var userID: UInt32 = 0
    var groupID: UInt32 = 0
  }

  static func peer(of channel: any Channel, isUnix: Bool) -> EventLoopFuture<Peer> {
    guard isUnix else { return channel.eventLoop.makeSucceededFuture(tcpPeer(of: channel)) }
    guard let provider = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    return provider.unsafeGetSocketOption(level: .init(SOL_SOCKET), name: .init(SO_PEERCRED)).map {
      (credentials: Credentials) in
      .unix(userID: credentials.userID, groupID: credentials.groupID, processID: credentials.processID)
    }
  }

  /// Whoever has shown no certificate.
  static func tcpPeer(of channel: any Channel) -> Peer {
    .tcp(address: address(of: channel), isLoopback: channel.remoteAddress.map(isLoopback) ?? false)
  }

  static func address(of channel: any Channel) -> String { channel.remoteAddress?.ipAddress ?? "unknown" }

  private static func isLoopback(_ address: SocketAddress) -> Bool {
    guard let text = address.ipAddress else { return false }
    return text.hasPrefix("127.") || text == "::1" || text.hasPrefix("::ffff:127.")
  }
}
