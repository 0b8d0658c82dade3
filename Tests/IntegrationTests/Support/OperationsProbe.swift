import Foundation
import Testing

/// Asks a server's endpoint for operators, over a plain socket.
struct OperationsProbe: Sendable {
  private let port: UInt16

  struct NoAnswer: Error {}

  /// Waits until the server has said where its endpoint is.
  init(_ server: ServerProcess) async throws {
    let line = try #require(await server.line(beginningWith: "operations on 127.0.0.1:"))
    port = try #require(UInt16(line))
  }

  /// The status and body of an answer.
  func get(_ path: String) async throws -> (status: Int, body: String) {
    let port = port
    let text = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try Self.exchange(port, path) }) }
    }
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let status = Int(parts[0].dropFirst("HTTP/1.1 ".count).prefix(3)) else { throw NoAnswer() }
    return (status, String(parts[1]))
  }

  /// Every sample of the metrics: name and labels → value.
  func samples() async throws -> [String: Double] {
    let pairs = try await get("/metrics").body.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let space = try #require(line.lastIndex(of: " "))
      return (String(line[..<space]), try #require(Double(line[line.index(after: space)...])))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Asks again and again until the answer is as it is to be.
  func wait<Answer>(
    for ask: (OperationsProbe) async throws -> Answer, until isThere: (Answer) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while true {
      let answer = try await ask(self)
      if isThere(answer) { return }
      guard ContinuousClock.now < end else {
        Issue.record("it stays at \(answer)", sourceLocation: sourceLocation)
        throw NoAnswer()
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  func waitUntilReady(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await wait(for: { try await $0.get("/readyz") }, until: { $0.status == 200 }, sourceLocation: sourceLocation)
  }

  private static func exchange(_ port: UInt16, _ path: String) throws -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw NoAnswer() }
    let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
    guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { throw NoAnswer() }
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count >= 0 else { throw NoAnswer() }
      if count == 0 { return String(decoding: answer, as: UTF8.self) }
      answer += piece[..<count]
    }
  }
}
