package import EventLog
package import Identifiers

/// Where the next page of a list begins: behind the entry of this time and id. The token is sealed for the query that it
/// was given for, and holds nothing of how the rows are kept, so it outlives a rebuild of them.
package struct PageToken: Hashable, Comparable, Sendable {
  /// What the list is sorted by, in microseconds since 1970-01-01T00:00:00Z.
  package let time: Int64
  package let id: Identifier128

  /// A token of its fields.
  package init(time: Int64, id: Identifier128) {
    self.time = time
    self.id = id
  }

  /// The token as text: base64url without padding.
  ///
  /// - Parameter query: everything of the query but the page, in words that are the same for the same query.
  package func sealed(under secret: HubSecret, for query: String) -> String {
    let words = (time.bigEndian, id.high.bigEndian, id.low.bigEndian)
    return Base64URL.encode(
      withUnsafeBytes(of: words) { secret.sealDeterministically($0, for: Self.purpose(query)) })
  }

  /// Opens a token; `nil` if it was not given for this query.
  package init?(_ text: String, sealedUnder secret: HubSecret, for query: String) {
    guard
      let sealed = Base64URL.decode(text), let bytes = try? secret.open(sealed, for: Self.purpose(query)),
      bytes.count == 24, let id = Identifier128(bytes: bytes[8...])
    else { return nil }
    self.init(time: Int64(bitPattern: bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }), id: id)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.time, left.id) < (right.time, right.id)
  }

  private static func purpose(_ query: String) -> String { "cairn page token 1: \(query)" }
}
