package import EventLog

/// How far a watcher has come, sealed, so that nobody reads from it how much happens in the hub.
package struct WatchToken: Hashable, Sendable {
  /// Of the last event of the log that was considered.
  package let position: UInt64

  private static let purpose = "cairn watch token 1"

  /// A token of its position.
  package init(position: UInt64) {
    self.position = position
  }

  /// The token as text: base64url without padding.
  package func sealed(under secret: HubSecret) -> String {
    Base64URL.encode(
      withUnsafeBytes(of: position.bigEndian) { secret.sealDeterministically($0, for: Self.purpose) })
  }

  /// Opens a token; `nil` if it is none of this hub's.
  package init?(_ text: String, sealedUnder secret: HubSecret) {
    guard
      let sealed = Base64URL.decode(text), let bytes = try? secret.open(sealed, for: Self.purpose), bytes.count == 8
    else { return nil }
    self.init(position: bytes.reduce(0) { $0 << 8 | UInt64($1) })
  }
}
