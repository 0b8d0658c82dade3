internal import Crypto

/// The Merkle tree hash as its definition has it, without any memory.
///
/// Source: RFC 6962 section 2.1.
enum NaiveMerkleTree {
  /// - Parameter leaves: leaf hashes, 32 bytes each.
  static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    guard let first = leaves.first else { return Array(SHA256.hash(data: [])) }
    guard leaves.count > 1 else { return first }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return Array(SHA256.hash(data: [0x01] + root(leaves[..<middle]) + root(leaves[middle...])))
  }
}
