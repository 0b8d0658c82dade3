internal import Glibc

@testable internal import RPC

/// A listening socket whose connections a test answers by hand.
final class FakeServer: Sendable {
  private let descriptor: CInt
  let address: SocketName

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | listen(descriptor, 16) | getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { throw TestFailure("cannot listen") }
    self.address = .tcp(host: "127.0.0.1", port: Int(UInt16(bigEndian: address.sin_port)))
  }

  deinit { close(descriptor) }

  /// The next connection, greeted.
  func accept(hello: Hello = RPCServerConfiguration().hello) throws -> RawSocket {
    let socket = try acceptUngreeted()
    try socket.greet(hello)
    return socket
  }

  /// The next connection.
  func acceptUngreeted() throws -> RawSocket {
    let connected = Glibc.accept(descriptor, nil, nil)
    guard connected >= 0 else { throw TestFailure("cannot accept") }
    return RawSocket(owned: connected)
  }
}
