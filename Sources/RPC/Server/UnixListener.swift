internal import Glibc

/// A Unix socket bound for listening; only its owner may connect unless the folder's owner decides otherwise.
package struct UnixListener {
  /// The bound socket, owned by whoever takes it from here.
  package let descriptor: CInt
  let path: String
  private let device: UInt64
  private let inode: UInt64

  /// Binds a socket of mode 0600 at the path. A socket that nobody listens on any more is taken away first.
  package init(path: String) throws(ListenError) {
    var address = sockaddr_un()
    guard Self.fill(&address, path) else {
      throw ListenError(.badPath, "unix:\(path): a socket's path has 1 to 107 bytes; choose a shorter one")
    }
    try Self.clear(path: path, address: address)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Self.failure(path, "cannot be made") }
    // Before bind, so that the socket never stands there with a wider mode.
    guard fchmod(descriptor, 0o600) == 0, Self.call(address, { bind(descriptor, $0, $1) }) == 0 else {
      let error = Self.failure(path, "cannot be bound")
      close(descriptor)
      throw error
    }
    var status = stat()
    guard lstat(path, &status) == 0 else {
      let error = Self.failure(path, "is gone after binding")
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.path = path
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// Takes the socket's file away, unless another has been put in its place.
  package func removeFile() {
    var status = stat()
    guard lstat(path, &status) == 0, UInt64(status.st_dev) == device, UInt64(status.st_ino) == inode else { return }
    unlink(path)
  }

  private static func clear(path: String, address: sockaddr_un) throws(ListenError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw failure(path, "cannot be looked at")
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw ListenError(
        .notASocket, "unix:\(path): something that is no socket stands there; move it or choose another path")
    }
    let probe = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard probe >= 0 else { throw failure(path, "cannot be tried") }
    defer { close(probe) }
    let connected = call(address) { connect(probe, $0, $1) }
    guard connected != 0, errno == ECONNREFUSED else {
      throw ListenError(.inUse, "unix:\(path): a server listens there already; stop it or choose another path")
    }
    guard unlink(path) == 0 || errno == ENOENT else { throw failure(path, "is stale and cannot be removed") }
  }

  private static func fill(_ address: inout sockaddr_un, _ path: String) -> Bool {
    let bytes = Array(path.utf8)
    return withUnsafeMutableBytes(of: &address.sun_path) { room in
      guard !bytes.isEmpty, bytes.count < room.count, !bytes.contains(0) else { return false }
      room.copyBytes(from: bytes)
      return true
    }
      && {
        address.sun_family = sa_family_t(AF_UNIX); return true
      }()
  }

  private static func call(_ address: sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }

  private static func failure(_ path: String, _ what: String) -> ListenError {
    ListenError(.system, "unix:\(path): \(what): \(String(cString: strerror(errno)))")
  }
}
