import Foundation
import RPC

/// A stock TLS client: OpenSSL's own, which knows nothing of Cairn.
enum OpenSSL {
  /// What a client shows and asks for.
  struct Asking {
    var certificate: URL?
    var key: URL?
    /// Sent along, besides the certificate.
    var chain: URL?
    var version = "-tls1_3"
    var applicationProtocol: String? = "cairn/1"
    /// What else OpenSSL is told; it says more of the connection then.
    var further: [String] = []
  }

  struct Answer {
    /// What came over the connection, once it stood.
    let bytes: [UInt8]
    /// What the client says of it.
    let report: String

    /// The first frame that came behind the preface, if one did.
    var firstFrame: FrameType? {
      let preface = Preface.bytes.count
      guard bytes.starts(with: Preface.bytes), bytes.count >= preface + FrameHeader.byteCount else { return nil }
      return FrameType(rawValue: bytes[preface + 4])
    }

    /// What the server says for people, if the first frame is a goAway.
    var refusal: String? {
      guard firstFrame == .goAway else { return nil }
      return String(decoding: bytes.dropFirst(Preface.bytes.count + FrameHeader.byteCount + 8), as: UTF8.self)
    }
  }

  /// The client's preface and hello, and its word that no call comes: then the server ends the connection by itself.
  static let greeting =
    hello + [0, 0, 0, 8, FrameType.goAway.rawValue, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
  /// The client's preface and hello, and nothing more.
  static let hello = Preface.bytes + [0, 0, 0, 0, FrameType.hello.rawValue, 0, 0, 0, 0, 0, 0, 0]

  /// Shakes hands with the server at a loopback port, and says what a client of Cairn frames says first.
  static func connect(port: Int, root: URL, _ asking: Asking, opening: [UInt8] = greeting) async throws -> Answer {
    let directory = try TemporaryDirectory.make(named: "openssl")
    defer { try? FileManager.default.removeItem(at: directory) }
    let output = directory.appending(path: "output")
    let errors = directory.appending(path: "errors")
    for file in [output, errors] { try Data().write(to: file) }
    var arguments = [
      "openssl", "s_client", "-connect", "127.0.0.1:\(port)", asking.version, "-CAfile", root.path,
      "-verify_return_error", "-verify_ip", "127.0.0.1",
    ]
    arguments += asking.further.isEmpty ? ["-quiet", "-no_ign_eof"] : asking.further
    if let name = asking.applicationProtocol { arguments += ["-alpn", name] }
    if let certificate = asking.certificate, let key = asking.key {
      arguments += ["-cert", certificate.path, "-key", key.path]
    }
    if let chain = asking.chain { arguments += ["-cert_chain", chain.path] }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    try? input.fileHandleForWriting.write(contentsOf: Data(opening))
    // It ends when the server ends the connection, which it does once it knows that no call comes.
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        process.waitUntilExit()
        continuation.resume()
      }
    }
    return Answer(
      bytes: Array(try Data(contentsOf: output)), report: try String(contentsOf: errors, encoding: .utf8))
  }
}
