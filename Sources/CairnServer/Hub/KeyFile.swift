package import Cryptography
package import EventLog

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
    /// The file of an authority for certificates holds something else.
    case noAuthority(path: String)
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)

    package var description: String {
      switch self {
      case .missing(let path):
        """
        \(path) is missing, and the log rests on it already: nothing in its place would be believed, or could read what is \
        there. Put the file back from where it was kept safe.
        """
      case .readableByOthers(let path, let mode):
        "\(path) has mode \(mode), and others might read it: chmod 0400 \(path)"
      case .malformed(let path): "\(path) does not hold 64 hexadecimal digits: put the right file back"
      case .noAuthority(let path):
        "\(path) does not hold a private key and its certificate: put the right file back"
      case .cannotRead(let path, let reason): "\(path) cannot be read (\(reason))"
      case .cannotWrite(let path, let reason): "\(path) cannot be written (\(reason))"
      }
    }
  }

  /// Reads the key.
  ///
  /// - Returns: `nil` if there is no file.
  package func read(random: RandomSource) throws(Failure) -> KeyEncryptionKey? {
    guard let content = try PrivateFile(path: path).read(bytesMax: KeyEncryptionKey.byteCount * 2 + 2) else {
      return nil
    }
    let text = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
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
    try PrivateFile(path: path).write(Array((Self.hexadecimal(bytes) + "\n").utf8))
    return key
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
