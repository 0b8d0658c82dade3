internal import CoreFoundation
internal import Cryptography
internal import Foundation

/// A file that only its owner may read: an agency's signing key.
struct SecretFile {
  let path: String

  /// No key as PEM is longer.
  private static let bytesMax = 4_096

  /// Writes a new file of mode 0400.
  ///
  /// - Throws: `Failure`, also if there is a file already.
  func write(_ text: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o400)
    guard descriptor >= 0 else { throw Failure(path: path, problem: .cannotWrite(reason: Self.reason)) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      throw Failure(path: path, problem: .cannotWrite(reason: Self.reason))
    }
  }

  /// Reads a signing key.
  ///
  /// - Throws: `Failure`, also if others than the owner could read the file.
  func readSigningKey() throws(Failure) -> SigningKey {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(path: path, problem: .cannotRead(reason: Self.reason)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Failure(path: path, problem: .cannotRead(reason: Self.reason))
    }
    guard status.st_mode & 0o077 == 0 else {
      throw Failure(path: path, problem: .readableByOthers(mode: String(status.st_mode & 0o777, radix: 8)))
    }
    var bytes = [UInt8](repeating: 0, count: Self.bytesMax)
    let count = Foundation.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw Failure(path: path, problem: .cannotRead(reason: Self.reason)) }
    guard let key = SigningKey(pem: String(decoding: bytes.prefix(count), as: UTF8.self)) else {
      throw Failure(path: path, problem: .noKey)
    }
    return key
  }

  private static var reason: String { String(cString: strerror(errno)) }

  /// Why the key cannot be had or kept.
  struct Failure: ExitCoded {
    enum Problem {
      case cannotWrite(reason: String)
      case cannotRead(reason: String)
      case readableByOthers(mode: String)
      case noKey
    }

    let path: String
    let problem: Problem

    var exitCode: Int32 {
      if case .cannotWrite = problem { EX_IOERR } else { EX_DATAERR }
    }

    var description: String {
      switch problem {
      case .cannotWrite(let reason): "\(path) cannot be written: \(reason)"
      case .cannotRead(let reason): "\(path) cannot be read: \(reason)"
      case .readableByOthers(let mode): "\(path) has mode \(mode), and others might read it: chmod 0400 \(path)"
      case .noKey: "\(path) holds no Ed25519 key as PEM that is not encrypted"
      }
    }
  }
}
