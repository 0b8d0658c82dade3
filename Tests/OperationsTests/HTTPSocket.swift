internal import Glibc
internal import NIOPosix

/// A plain socket that speaks HTTP as a test says it. Its calls block; `offload` them.
final class HTTPSocket: Sendable {
  private let descriptor: CInt

  struct Failure: Error {
    let what: String
  }

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(what: "connect: \(errno)") }
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
  }

  /// What comes until the other end closes.
  func receiveToEnd() throws -> String {
    var all: [UInt8] = []
    while true {
      let piece = try receive()
      if piece.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += piece
    }
  }

  /// One answer: its head, and a body of the length that the head says.
  func receiveAnswer() throws -> String {
    var all: [UInt8] = []
    while true {
      let piece = try receive()
      guard !piece.isEmpty else { throw Failure(what: "closed after \(all.count) bytes") }
      all += piece
      let text = String(decoding: all, as: UTF8.self)
      guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
      let length = text[..<end.lowerBound].split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
        .flatMap { Int($0.dropFirst(16)) }
      if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
    }
  }

  /// What is there, at least a byte; nothing at the end.
  private func receive() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    if count < 0, errno == ECONNRESET { return [] }
    guard count >= 0 else { throw Failure(what: "recv: \(errno)") }
    return Array(bytes[..<count])
  }
}

/// Runs what blocks off the threads that tests and servers need.
func offload<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await NIOThreadPool.singleton.runIfActive(body)
}
