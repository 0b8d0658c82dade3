import Foundation
import RPC

/// A file descriptor that is closed when nobody holds it any more: so none is closed while another thread polls it.
final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32) {
    self.number = number
    // What runs on after the tests must not hold a connection open.
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(number) }
}

/// What the tests need of the system's sockets.
enum Sockets {
  enum Received: Sendable, Equatable {
    case bytes([UInt8])
    case nothing
    /// In good order.
    case ended
    /// By an RST, mostly.
    case lost
  }

  struct Failure: Error {
    let call: String
    let number = errno
  }

  /// Listens on a free port of loopback.
  static func listen() throws -> (Descriptor, port: Int) {
    let listener = Descriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = loopback(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withGeneric(&address) { bind(listener.number, $0, size) } == 0
    guard isBound, Foundation.listen(listener.number, 128) == 0,
      withGeneric(&address, { getsockname(listener.number, $0, &size) }) == 0
    else { throw Failure(call: "listen") }
    return (listener, Int(in_port_t(bigEndian: address.sin_port)))
  }

  static func accept(_ listener: Descriptor) -> Descriptor? {
    let number = Foundation.accept(listener.number, nil, nil)
    return number < 0 ? nil : prepared(Descriptor(number))
  }

  /// Connects to a TCP port of loopback or to a Unix socket.
  static func connect(to name: SocketName) -> Descriptor? {
    switch name {
    case .tcp(_, let port):
      let descriptor = Descriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
      var address = loopback(port: port)
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let failure = withGeneric(&address) { Foundation.connect(descriptor.number, $0, size) }
      return failure == 0 ? prepared(descriptor) : nil
    case .unix(let path):
      let descriptor = Descriptor(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      let size = socklen_t(MemoryLayout<sockaddr_un>.size)
      let failure = withGeneric(&address) { Foundation.connect(descriptor.number, $0, size) }
      return failure == 0 ? prepared(descriptor) : nil
    }
  }

  static func pipe() throws -> (reader: Descriptor, writer: Descriptor) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw Failure(call: "pipe") }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }

  /// Waits until there is something to read.
  ///
  /// - Returns: `false` once `stop` says that there is no more to do.
  static func waitToRead(_ descriptor: Descriptor, or stop: Descriptor, timeoutMilliseconds: Int32 = -1) -> Bool {
    var polled = [stop, descriptor].map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
    poll(&polled, 2, timeoutMilliseconds)
    return polled[0].revents == 0
  }

  static func receive(_ descriptor: Descriptor, max: Int) -> Received {
    var bytes = [UInt8](repeating: 0, count: max)
    let count = recv(descriptor.number, &bytes, max, 0)
    if count > 0 { return .bytes([UInt8](bytes.prefix(count))) }
    if count == 0 { return .ended }
    return errno == EAGAIN || errno == EINTR ? .nothing : .lost
  }

  /// - Returns: how many bytes the system took; `nil` if the connection is gone.
  static func send(_ bytes: ArraySlice<UInt8>, over descriptor: Descriptor) -> Int? {
    let count = bytes.withUnsafeBytes {
      Foundation.send(descriptor.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  static func shutDownSending(_ descriptor: Descriptor) { shutdown(descriptor.number, Int32(SHUT_WR)) }

  /// Makes closing it send an RST.
  static func resetWhenClosed(_ descriptor: Descriptor) {
    var lingering = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor.number, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
  }

  private static func prepared(_ descriptor: Descriptor) -> Descriptor {
    var on: Int32 = 1
    // Fails on a Unix socket, which does not wait anyway.
    setsockopt(descriptor.number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    _ = fcntl(descriptor.number, F_SETFL, O_NONBLOCK)
    return descriptor
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func withGeneric<Address, Value>(
    _ address: inout Address, _ body: (UnsafeMutablePointer<sockaddr>) -> Value
  ) -> Value {
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
  }
}
