package import EventLog
package import Identifiers

/// What a client holds of a stream: an expected version for its next command, and how far a view must have come to show
/// what it wrote. Sealed, so that nobody reads from it how much happens in the hub or in a case.
package struct StreamToken: Hashable, Sendable {
  package let streamID: Identifier128
  /// Of the last event that the client knows of.
  package let version: UInt64
  /// In the log, of that event.
  package let position: UInt64

  private static let purpose = "cairn stream token 1"

  /// A token of its fields.
  package init(streamID: Identifier128, version: UInt64, position: UInt64) {
    self.streamID = streamID
    self.version = version
    self.position = position
  }

  /// The token as text: base64url without padding. Equal tokens give equal texts.
  ///
  /// Source: RFC 4648 section 5.
  package func sealed(under secret: HubSecret) -> String {
    let words = (streamID.high.bigEndian, streamID.low.bigEndian, version.bigEndian, position.bigEndian)
    return Base64URL.encode(
      withUnsafeBytes(of: words) { secret.sealDeterministically($0, for: Self.purpose) })
  }

  /// Opens a token; `nil` if it is none of this hub's.
  package init?(_ text: String, sealedUnder secret: HubSecret) {
    guard
      let sealed = Base64URL.decode(text), let bytes = try? secret.open(sealed, for: Self.purpose), bytes.count == 32,
      let streamID = Identifier128(bytes: bytes[..<16])
    else { return nil }
    self.init(streamID: streamID, version: Self.word(bytes[16..<24]), position: Self.word(bytes[24...]))
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
