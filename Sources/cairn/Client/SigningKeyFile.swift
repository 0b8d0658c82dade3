internal import CairnServer
internal import Cryptography
internal import Foundation

/// The file of the key with which an agency signs, readable by its owner alone.
struct SigningKeyFile {
  let path: String

  /// No key as PEM is longer.
  private static let bytesMax = 4_096

  /// Writes a new file; one that is there is left as it is.
  func write(_ key: borrowing SigningKey) throws(Failure) {
    do throws(KeyFile.Failure) {
      try PrivateFile(path: path).write(Array(key.pem.utf8))
    } catch {
      throw Failure(description: error.description, exitCode: EX_IOERR)
    }
  }

  /// Reads the key.
  ///
  /// - Throws: `Failure`, also if others than the owner could read the file.
  func read() throws(Failure) -> SigningKey {
    let bytes: [UInt8]?
    do throws(KeyFile.Failure) {
      bytes = try PrivateFile(path: path).read(bytesMax: Self.bytesMax)
    } catch {
      throw Failure(description: error.description, exitCode: EX_DATAERR)
    }
    guard let bytes else { throw Failure(description: "\(path) is not there", exitCode: EX_DATAERR) }
    guard let key = SigningKey(pem: String(decoding: bytes, as: UTF8.self)) else {
      throw Failure(
        description: "\(path) holds no Ed25519 key as PEM that is not encrypted", exitCode: EX_DATAERR)
    }
    return key
  }

  /// Why the key cannot be had or kept.
  struct Failure: ExitCoded {
    let description: String
    let exitCode: Int32
  }
}
