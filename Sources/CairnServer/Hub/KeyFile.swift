package import Cryptography
package import EventLog
internal import Glibc

/// The key-encryption key's file: 64 hexadecimal digits, readable by its owner alone.
package struct KeyFile: Sendable {
  package let path: String

  /// The file at `path`.
  package init(path: String) {
    self.path = path
  }

  /// Why the key cannot be had.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(path: String)
    case readableByOthers(path: String, mode: String)
    case malformed(path: String)
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)

    package var description: String {
      switch self {
      case .missing(let path):
        """
        \(path) is missing, and the log holds events already: nothing that they say can be read without it. Put the file \
        back from where it was kept safe.
        """
      case .readableByOthers(let path, let mode):
        "\(path) has mode \(mode), and others might read it: chmod 0400 \(path)"
      case .malformed(let path): "\(path) does not hold 64 hexadecimal digits: put the right file back"
      case .cannotRead(let path, let reason): "\(path) cannot be read (\(reason))"
      case .cannotWrite(let path, let reason): "\(path) cannot be written (\(reason))"
      }
    }
  }

  /// Reads the key.
  ///
  /// - Returns: `nil` if there is no file.
  package func read(random: RandomSource) throws(Failure) -> KeyEncryptionKey? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .cannotRead(path: path, reason: Self.reason)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, reason: Self.reason) }
    guard status.st_mode & 0o077 == 0 else {
      throw .readableByOthers(path: path, mode: String(status.st_mode & 0o777, radix: 8))
    }
    var buffer = [UInt8](repeating: 0, count: KeyEncryptionKey.byteCount * 2 + 2)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw .cannotRead(path: path, reason: Self.reason) }
    let text = String(decoding: buffer.prefix(count), as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
    guard let bytes = Self.bytes(ofHexadecimal: text), let key = KeyEncryptionKey(bytes: bytes, random: random) else {
      throw .malformed(path: path)
    }
    return key
  }

  /// Makes a new key and its file, which must not be there yet.
  package func create(random: RandomSource) throws(Failure) -> KeyEncryptionKey {
    let bytes = random.bytes(KeyEncryptionKey.byteCount)
    guard let key = KeyEncryptionKey(bytes: bytes, random: random) else {
      preconditionFailure("a key-encryption key was drawn with another number of bytes")
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o400)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: Self.reason) }
    defer { close(descriptor) }
    let text = Array((Self.hexadecimal(bytes) + "\n").utf8)
    guard write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0 else {
      throw .cannotWrite(path: path, reason: Self.reason)
    }
    return key
  }

  private static var reason: String {
    String(cString: strerror(errno))
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private static func bytes(ofHexadecimal text: Substring) -> [UInt8]? {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
