internal import Cryptography

/// The Merkle tree hash as its definition has it, without any memory.
///
/// Source: RFC 6962 section 2.1.
enum NaiveMerkleTree {
  static func root(_ leaves: ArraySlice<Digest256>) -> Digest256 {
    guard let first = leaves.first else { return Digest256(hashing: []) }
    guard leaves.count > 1 else { return first }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return Digest256(hashing: [0x01] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
  }
}
