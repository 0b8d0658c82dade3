package import Cryptography

/// The right edge of a Merkle tree over the log's leaves: enough to append and to know the root.
///
/// It holds one subtree root for each bit that is set in the number of leaves, the largest subtree first.
///
/// Source: RFC 6962 section 2.1.
package struct MerkleFrontier: Hashable, Sendable {
  /// How many leaves the tree has.
  package private(set) var leafCount: UInt64
  package private(set) var subtreeRoots: [Digest256]

  /// The empty tree.
  package init() {
    leafCount = 0
    subtreeRoots = []
  }

  /// A frontier as it was stored; `nil` if there is not one subtree root for each set bit of the count.
  package init?(leafCount: UInt64, subtreeRoots: [Digest256]) {
    guard subtreeRoots.count == leafCount.nonzeroBitCount else { return nil }
    self.leafCount = leafCount
    self.subtreeRoots = subtreeRoots
  }

  /// A frontier as a database holds it; `nil` also if a root does not have 32 bytes.
  package init?(leafCount: UInt64, stored: [[UInt8]]) {
    let subtreeRoots = stored.compactMap { Digest256(bytes: $0) }
    guard subtreeRoots.count == stored.count else { return nil }
    self.init(leafCount: leafCount, subtreeRoots: subtreeRoots)
  }

  /// Adds a leaf on the right.
  package mutating func append(leaf: Digest256) {
    var root = leaf
    var carried = leafCount
    while carried & 1 == 1 {
      root = Self.interior(subtreeRoots.removeLast(), root)
      carried >>= 1
    }
    subtreeRoots.append(root)
    leafCount += 1
  }

  /// The root of the whole tree; that of the empty tree is SHA-256 of nothing.
  package var root: Digest256 {
    guard var root = subtreeRoots.last else { return Digest256(hashing: []) }
    for left in subtreeRoots.dropLast().reversed() { root = Self.interior(left, root) }
    return root
  }

  private static func interior(_ left: Digest256, _ right: Digest256) -> Digest256 {
    BigEndianWriter.withBytes(65) { node in
      node.write(UInt8(0x01))
      node.write(left)
      node.write(right)
    } use: {
      Digest256(hashing: $0)
    }
  }
}
