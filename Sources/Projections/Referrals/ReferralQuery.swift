package import CairnDomain
package import EventCoding
internal import EventLog
package import Identifiers
package import Libpq

/// Reads the documents of referrals for those who made them.
package struct ReferralQuery: Sendable {
  private let opener: EventOpener
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

  /// Events of one referral that are read at most: its findings are bounded, and so are their answers.
  static let eventsMax = 1_024

  private static let list = Libpq.Statement(
    name: "list_referrals",
    sql: """
      with page as materialized (
        select referral_id, received_at_us
          from cairn.referral_document as referral
         where generation = (select generation from cairn.projection where name = 'referrals' and live)
           and referral.agency_id = $1 and ($2 is null or referral.actor_id = $2)
           and (received_at_us < $3 or received_at_us = $3 and referral_id > $4)
         order by received_at_us desc, referral_id
         limit $5
      )
      select \(EventColumns.list(of: "said"))
        from page
       cross join lateral (
               select * from cairn.event where stream_id = page.referral_id order by version limit \(eventsMax)
             ) as said
       order by page.received_at_us desc, page.referral_id, said.version
      """,
    parameterTypes: [.text, .uuid, .int8, .uuid, .int8])

  /// A query over sessions on the hub's database.
  package init(opener: EventOpener, sessions: SessionPool) {
    self.opener = opener
    self.sessions = sessions
  }

  /// A page of referrals.
  package struct Page: Sendable {
    package let entries: [(key: Key, document: ReferralDocument)]
    /// Where the next page begins, if there is one.
    package let next: Key?
    /// Whether something that cannot be read is missing.
    package let isIncomplete: Bool
  }

  /// An agency's referrals, the latest first; those whose key was erased are left out.
  ///
  /// - Parameters:
  ///   - actorID: only those that this person made; `nil` for all.
  ///   - key: behind which the page begins; `nil` for the first page.
  package func list(
    agencyID: String, actorID: Identifier128?, after key: Key?, limit: Int
  ) async throws(ProjectionError) -> Page {
    let start = key ?? .start
    let events: [StoredEvent]
    do throws(PostgresError) {
      events = try await sessions.query(
        Self.list,
        [
          .text(agencyID), actorID.map { .uuid(high: $0.high, low: $0.low) } ?? .null, .int64(start.receivedAt),
          .uuid(high: start.referralID.high, low: start.referralID.low), .int64(Int64(limit) + 1),
        ], idempotent: true
      ) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in try EventColumns.decode(row, at: 0) }
      }
    } catch {
      throw .database(error)
    }
    let keys = events.filter { $0.event.version == 1 }
      .map { Key(receivedAt: $0.recordedAt, referralID: $0.event.streamID) }
    let page = keys.prefix(limit)
    let shown = Set(page.map(\.referralID))
    let found = try await opener.referrals(events.filter { shown.contains($0.event.streamID) })
    let isAnyParked = try await ParkingLot.holds(streamsOf: ["cases", "referrals"], sessions)
    return Page(
      entries: page.compactMap { key in found.documents[key.referralID].map { (key: key, document: $0) } },
      next: keys.count > limit ? page.last : nil,
      isIncomplete: isAnyParked || found.incompleteSince != nil)
  }
}
