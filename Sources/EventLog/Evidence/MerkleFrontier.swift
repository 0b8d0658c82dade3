internal import Crypto

/// The right edge of a Merkle tree over the log's leaves: enough to append and to know the root.
///
/// It holds one subtree root for each bit that is set in the number of leaves, the largest subtree first.
///
/// Source: RFC 6962 section 2.1.
package struct MerkleFrontier: Hashable, Sendable {
  /// How many leaves the tree has.
  package private(set) var leafCount: UInt64
  /// 32 bytes each.
  package private(set) var subtreeRoots: [[UInt8]]

  /// The empty tree.
  package init() {
    leafCount = 0
    subtreeRoots = []
  }

  /// A frontier as it was stored; `nil` if there is not one subtree root of 32 bytes for each set bit of the count.
  package init?(leafCount: UInt64, subtreeRoots: [[UInt8]]) {
    guard subtreeRoots.count == leafCount.nonzeroBitCount, subtreeRoots.allSatisfy({ $0.count == 32 }) else {
      return nil
    }
    self.leafCount = leafCount
    self.subtreeRoots = subtreeRoots
  }

  /// Adds a leaf of 32 bytes on the right.
  package mutating func append(leaf: [UInt8]) {
    var root = leaf
    var carried = leafCount
    while carried & 1 == 1 {
      root = Self.interior(subtreeRoots.removeLast(), root)
      carried >>= 1
    }
    subtreeRoots.append(root)
    leafCount += 1
  }

  /// The root of the whole tree, 32 bytes; that of the empty tree is SHA-256 of nothing.
  package var root: [UInt8] {
    guard var root = subtreeRoots.last else { return [UInt8](SHA256.hash(data: [])) }
    for left in subtreeRoots.dropLast().reversed() { root = Self.interior(left, root) }
    return root
  }

  private static func interior(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var node: [UInt8] = [0x01]
    node.reserveCapacity(1 + left.count + right.count)
    node += left
    node += right
    return [UInt8](SHA256.hash(data: node))
  }
}
