package import Cryptography
package import EventLog
package import Identifiers

/// Seals records of access, and makes the tokens by which they are found: without the hub's secret nobody can read a record,
/// or test whether it speaks of somebody.
package struct AccessSealer: Sendable {
  private let secret: HubSecret

  /// What records are found by.
  package enum Subject: Hashable, Sendable {
    /// A case of which something was shown or asked for.
    case ofCase(Identifier128)
    /// A person who asked.
    case person(Identifier128)
  }

  /// A sealer under the secret that this ring keeps; made on first use.
  package init(from keyRing: KeyRing) async throws(LogStoreError) {
    secret = try await keyRing.hubSecret(named: "access log")
  }

  /// Seals what a record says.
  ///
  /// - Parameter id: of the record, never used before: two records never share a nonce, even if they say the same.
  package func seal(_ content: [UInt8], id: Identifier128, subjects: Set<Subject>) -> SealedAccess {
    SealedAccess(
      id: id, bytes: content.withUnsafeBytes { secret.sealDeterministically($0, for: Self.purpose(id)) },
      tokens: subjects.map(token).sorted())
  }

  /// What a record says.
  ///
  /// - Throws: `.notAuthentic` if it was not sealed as that record.
  package func open(_ bytes: [UInt8], id: Identifier128) throws(SealingError) -> [UInt8] {
    try secret.open(bytes, for: Self.purpose(id))
  }

  /// What records of a subject are found by: the first 64 bits of a keyed digest.
  package func token(_ subject: Subject) -> Int64 {
    let bytes =
      switch subject {
      case .ofCase(let id): [UInt8(1)] + id.bytes
      case .person(let id): [UInt8(2)] + id.bytes
      }
    return Int64(bitPattern: secret.digest(bytes).firstWord)
  }

  private static func purpose(_ id: Identifier128) -> String { "cairn access record 1 \(id)" }
}
