package import Identifiers

/// A record of access as it is stored.
package struct SealedAccess: Hashable, Sendable {
  /// Of the record, and no other.
  package let id: Identifier128
  /// What it says, sealed.
  package let bytes: [UInt8]
  /// Of the cases and the people in it, by which it is found.
  package let tokens: [Int64]

  /// A record of its fields.
  package init(id: Identifier128, bytes: [UInt8], tokens: [Int64]) {
    self.id = id
    self.bytes = bytes
    self.tokens = tokens
  }
}
