internal import CairnDomain
internal import CairnMessages
internal import Cryptography
package import EventLog

/// Stands in the read tables for what identifies a child: equal for equal keys, and nothing to whoever lacks the secret.
package struct MatchTokens: Sendable {
  private let secret: HubSecret

  static let kindMask: Int64 = 0b111

  /// Tokens under the hub's secret of that name; made on first use.
  package init(from keyRing: KeyRing) async throws(LogStoreError) {
    secret = try await keyRing.hubSecret(named: "match token")
  }

  /// The token of a key: 61 bits of its keyed digest, and its kind.
  func token(of key: MatchKey) -> Int64 {
    let digest = Int64(bitPattern: secret.digest(key.bytes).firstWord)
    return digest & ~Self.kindMask | Int64(key.kind.rawValue) & Self.kindMask
  }

  /// What kind of key a token is of.
  static func kind(of token: Int64) -> MatchKind {
    MatchKind(rawValue: Int32(token & kindMask))
  }
}
