internal import Cryptography
internal import Identifiers

/// Data keys that were drawn together and are kept together. Keys that are used one after another stand in one block, so
/// that whoever reads the log in order finds most of them with one look.
struct KeyBlock: Sendable {
  /// Ends in zeros where the ids of its keys count them.
  let id: Identifier128
  private let secrets: SecretBytes

  /// How many keys a block has, a power of two.
  static let keyCount = 64
  static let secretBytes = keyCount * DataKey.secretBytes

  /// A block of its random bytes; `nil` if they are not as many as a block has.
  init?(id: Identifier128, secrets: [UInt8]) {
    guard secrets.count == Self.secretBytes, Self.id(ofBlockWith: id) == id else { return nil }
    self.id = id
    self.secrets = SecretBytes(secrets)
  }

  /// Of the block that holds a key.
  static func id(ofBlockWith keyID: Identifier128) -> Identifier128 {
    Identifier128(high: keyID.high, low: keyID.low & ~UInt64(keyCount - 1))
  }

  /// The key of that id; `nil` if it was erased.
  func key(_ keyID: Identifier128) -> DataKey? {
    let offset = Self.offset(of: keyID)
    guard !isErased(at: offset) else { return nil }
    return DataKey(id: keyID, secrets: secrets, offset: offset)
  }

  /// Every key, none of which was erased yet.
  var allKeys: [DataKey] {
    (0..<Self.keyCount).map { index in
      DataKey(
        id: Identifier128(high: id.high, low: id.low | UInt64(index)), secrets: secrets,
        offset: index * DataKey.secretBytes)
    }
  }

  /// The block's bytes without the key of that id, which are zero.
  func bytes(erasing keyID: Identifier128) -> [UInt8] {
    let offset = Self.offset(of: keyID)
    var bytes = secrets.withUnsafeBytes { Array($0) }
    for index in offset..<(offset + DataKey.secretBytes) { bytes[index] = 0 }
    return bytes
  }

  private func isErased(at offset: Int) -> Bool {
    secrets.withUnsafeBytes { bytes in
      let words = stride(from: offset, to: offset + DataKey.secretBytes, by: MemoryLayout<UInt64>.size)
      return words.allSatisfy { bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self) == 0 }
    }
  }

  private static func offset(of keyID: Identifier128) -> Int {
    Int(keyID.low & UInt64(keyCount - 1)) * DataKey.secretBytes
  }
}
