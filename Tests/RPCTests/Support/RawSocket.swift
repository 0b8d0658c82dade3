internal import CairnCodec
internal import CairnMessages
internal import Glibc
internal import NIOCore
internal import NIOPosix

@testable internal import RPC

/// A plain socket without any protocol, to say what no client of ours would say. Its calls block; `offload` them.
final class RawSocket: Sendable {
  private let descriptor: CInt

  /// Connects to a loopback port or a Unix socket.
  init(_ name: SocketName) throws {
    switch name {
    case .tcp(_, let port):
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      try Self.check(
        withUnsafePointer(to: address) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        })
    case .unix(let path):
      descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
      try Self.check(
        withUnsafePointer(to: address) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
          }
        })
    }
    Self.bePatient(descriptor)
  }

  /// Takes over a connected socket.
  init(owned descriptor: CInt) {
    self.descriptor = descriptor
    Self.bePatient(descriptor)
  }

  private static func bePatient(_ descriptor: CInt) {
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  private static func check(_ result: CInt) throws {
    guard result == 0 else { throw TestFailure("socket: \(String(cString: strerror(errno)))") }
  }

  /// Sends all bytes; `false` if the server does not take them.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  @discardableResult
  func send(_ write: (inout ByteBuffer) -> Void) -> Bool {
    var buffer = ByteBuffer()
    write(&buffer)
    return send(Array(buffer.readableBytesView))
  }

  /// Exactly so many bytes, or fewer at the end of input.
  func receive(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var have = 0
    while have < count {
      let got = bytes[have...].withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
      if got == 0 { break }
      if got < 0 {
        guard errno == ECONNRESET else { throw TestFailure("recv: \(String(cString: strerror(errno)))") }
        break
      }
      have += got
    }
    return Array(bytes[..<have])
  }

  /// Returns when the other end has hung up, reading nothing of what it sent.
  func awaitHangUp() {
    var waited = pollfd(fd: descriptor, events: 0, revents: 0)
    _ = poll(&waited, 1, 20_000)
  }

  /// Ends both ways at once.
  func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Opens a call.
  func call(_ id: UInt32, _ path: String, _ message: [UInt8] = [], timeoutMicroseconds: UInt64 = 60_000_000) {
    let request = UnaryRequest(path: path, metadata: Metadata(), message: message)
    let head = request.head(timeoutNanoseconds: timeoutMicroseconds * 1_000)
    send { $0.writeFrame(.call, flags: FrameFlag.last, callID: id, head: head, message: message) }
  }

  /// Ends the output, and with it the connection for a server of Cairn frames.
  func shutDownOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Preface and hello of both sides.
  func greet(_ hello: Hello = FrameClientConfiguration().hello) throws {
    send { $0.writeOpening(hello) }
    guard try receive(Preface.bytes.count) == Preface.bytes else { throw TestFailure("no preface") }
    guard try frame()?.type == .hello else { throw TestFailure("no hello") }
  }

  /// The next frame, `nil` at the end of input.
  func frame() throws -> Frame? {
    var header = ByteBuffer(bytes: try receive(FrameHeader.byteCount))
    guard let (first, callID) = header.readMultipleIntegers(as: (UInt64, UInt32).self) else { return nil }
    let fields = FrameHeader(first: first, callID: callID)
    guard let type = FrameType(rawValue: fields.type) else { throw TestFailure("frame type \(fields.type)") }
    let payload = try receive(Int(fields.payloadBytes))
    return Frame(
      type: type, flags: fields.flags, callID: callID, head: Array(payload.prefix(Int(fields.headBytes))),
      message: Array(payload.dropFirst(Int(fields.headBytes))))
  }

  /// The frames up to the end of input.
  func framesToEnd() throws -> [Frame] {
    var frames: [Frame] = []
    while let frame = try frame() { frames.append(frame) }
    return frames
  }
}

/// A frame as it came.
struct Frame: Hashable, Sendable {
  var type: FrameType
  var flags: UInt8 = 0
  var callID: UInt32 = 0
  var head: [UInt8] = []
  var message: [UInt8] = []

  /// The error in an `end` frame; `nil` if it says OK.
  var error: RPCError? {
    guard type == .end, let trailer = try? decode(CallTrailer.self, from: head) else { return nil }
    return RPCError(trailer: trailer, isUntouched: flags & FrameFlag.untouched != 0)
  }

  var goAway: GoAway? {
    var payload = ByteBuffer(bytes: message)
    return type == .goAway ? GoAway(payload: &payload) : nil
  }
}

/// Runs what blocks off the threads that tests and servers need.
func offload<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await NIOThreadPool.singleton.runIfActive(body)
}
