package import CairnMessages
package import Cryptography
package import EventLog
package import Identifiers
package import Libpq

/// Reads the documents of referrals for those who made them.
package struct ReferralQuery: Sendable {
  private let documents: SealedDocuments<ReferralDocument>
  private let sessions: SessionPool

  /// Where a page begins: behind this referral.
  package struct Key: Hashable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    package let receivedAt: Int64
    package let referralID: Identifier128

    /// A key of its fields.
    package init(receivedAt: Int64, referralID: Identifier128) {
      self.receivedAt = receivedAt
      self.referralID = referralID
    }

    /// Before all others.
    static let start = Key(receivedAt: .max, referralID: .nil128)
  }

  private static let list = Libpq.Statement(
    name: "list_referrals",
    sql: """
      select referral_id, key_id, sealed, received_at_us from cairn.referral_document
       where generation = (select generation from cairn.projection where name = 'referrals' and live)
         and agency_id = $1 and ($2 is null or actor_id = $2)
         and (received_at_us < $3 or received_at_us = $3 and referral_id > $4)
       order by received_at_us desc, referral_id
       limit $5
      """,
    parameterTypes: [.text, .uuid, .int8, .uuid, .int8])

  /// A query over sessions on the hub's database.
  package init(keyRing: KeyRing, sessions: SessionPool, random: RandomSource) {
    documents = .referrals(keyRing: keyRing, random: random)
    self.sessions = sessions
  }

  /// An agency's referrals, the latest first; those whose key was erased are left out.
  ///
  /// - Parameters:
  ///   - actorID: only those that this person made; `nil` for all.
  ///   - key: behind which the page begins; `nil` for the first page.
  /// - Returns: the documents with their keys, and where the next page begins, if there is one.
  package func list(
    agencyID: String, actorID: Identifier128?, after key: Key?, limit: Int
  ) async throws(ProjectionError) -> (entries: [(key: Key, document: ReferralDocument)], next: Key?) {
    let start = key ?? .start
    let rows: [(row: SealedRow, receivedAt: Int64)]
    do throws(PostgresError) {
      rows = try await sessions.query(
        Self.list,
        [
          .text(agencyID), actorID.map { .uuid(high: $0.high, low: $0.low) } ?? .null, .int64(start.receivedAt),
          .uuid(high: start.referralID.high, low: start.referralID.low), .int64(Int64(limit) + 1),
        ], idempotent: true
      ) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in (try SealedRow(row, at: 0), try row.int64(3)) }
      }
    } catch {
      throw .database(error)
    }
    let page = rows.prefix(limit)
    let opened = try await documents.open(page.map(\.row))
    let keys = page.map { Key(receivedAt: $0.receivedAt, referralID: $0.row.id) }
    let entries = keys.compactMap { key in opened[key.referralID].map { (key: key, document: $0.document) } }
    return (entries, rows.count > limit ? keys.last : nil)
  }
}
