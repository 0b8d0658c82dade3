package import CairnDomain
internal import CairnMessages
internal import EventCoding
internal import EventLog
package import Identifiers
internal import Libpq

extension CaseQuery {
  private static let referrals = Libpq.Statement(
    name: "read_referrals",
    sql: """
      select \(EventColumns.list(of: "said"))
        from unnest($1) as wanted (referral_id)
       cross join lateral (
               select * from cairn.event where stream_id = wanted.referral_id
                order by version limit \(ReferralQuery.eventsMax)
             ) as said
       order by said.stream_id, said.version
      """,
    parameterTypes: [.uuidArray])

  private static let incomplete = Libpq.Statement(
    name: "read_incomplete",
    sql: """
      select min(recorded_at_us) from cairn.parked_stream as parked join cairn.projection using (name, generation)
       where live and (name = 'cases' and stream_id = any($1) or name = 'referrals' and stream_id = any($2))
      """,
    parameterTypes: [.uuidArray, .uuidArray])

  /// All that a case's view is joined from, but for cases that are left out as if they were not there; `nil` if there is no
  /// case of that id.
  ///
  /// - Returns: also since when it is incomplete, in microseconds since 1970-01-01T00:00:00Z.
  /// - Throws: `.corrupt` if the case itself cannot be read.
  package func record(
    of caseID: Identifier128, except closed: Set<Identifier128>
  ) async throws(ProjectionError) -> (record: CaseRecord, incompleteSince: Int64?)? {
    let own = try await documents(of: [caseID])
    if let reason = own.unreadable[caseID] { throw .store(.corrupt(reason: reason)) }
    guard var document = own.documents[caseID] else { return nil }
    document.attached.removeAll { Identifier128($0.caseID).map(closed.contains) ?? false }
    let attachedIDs = document.attached.compactMap { Identifier128($0.caseID) }
    let attached = try await documents(of: attachedIDs)
    let referralIDs = ([document.referralID] + document.attached.map(\.referralID)).compactMap { Identifier128($0) }
    let referrals = try await referralDocuments(of: referralIDs)
    let parkedSince = try await database { () async throws(PostgresError) in
      try await sessions.query(
        Self.incomplete, [Self.ids([caseID] + attachedIDs), Self.ids(referralIDs)], idempotent: true
      ) { result throws(PostgresError) in result.isNull(0, 0) ? nil : try result.int64(0, 0) }
    }
    let record = CaseRecord(
      caseID: caseID, document: document,
      referral: Identifier128(document.referralID).flatMap { referrals.documents[$0] },
      attached: document.attached.map { attachment in
        (
          attachment, Identifier128(attachment.caseID).flatMap { attached.documents[$0] },
          Identifier128(attachment.referralID).flatMap { referrals.documents[$0] }
        )
      })
    let unreadSince = document.attached.compactMap { attachment in
      Identifier128(attachment.caseID).flatMap { attached.unreadable[$0] }.map { _ in attachment.recordedAtUs }
    }
    return (record, (unreadSince + [parkedSince, referrals.incompleteSince].compactMap(\.self)).min())
  }

  private static let opened = Libpq.Statement(
    name: "cases_of_referral",
    sql: """
      select document.case_id
        from cairn.event as opened
        join cairn.case_document as document on document.generation = \(live) and document.case_id = opened.stream_id
       where opened.type = $3
         and opened.position in (
               select generate_series(first.position, first.position + first.command_events - 1)
                 from cairn.event as received
                 join cairn.event as first
                   on first.agency_id = received.agency_id and first.command_id = received.command_id
                  and first.command_events > 0
                where received.stream_id = $1 and received.version = 1 and received.type = $2)
      """,
    parameterTypes: [.uuid, .text, .text])

  /// The cases that a referral opened, as far as the view shows them; the log tells, as one command recorded them all.
  package func opened(byReferral referralID: Identifier128) async throws(ProjectionError) -> [Identifier128] {
    try await database { () async throws(PostgresError) in
      try await sessions.query(
        Self.opened,
        [
          .uuid(high: referralID.high, low: referralID.low), .text(EventType.referralReceived.rawValue),
          .text(EventType.caseOpened.rawValue),
        ], idempotent: true
      ) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in Identifier128(try row.uuid(0)) }
      }
    }
  }

  private func referralDocuments(
    of referralIDs: [Identifier128]
  ) async throws(ProjectionError) -> FoundReferrals {
    let events = try await database { () async throws(PostgresError) in
      try await sessions.query(Self.referrals, [Self.ids(referralIDs)], idempotent: true) {
        result throws(PostgresError) in
        try result.map { row throws(PostgresError) in try EventColumns.decode(row, at: 0) }
      }
    }
    return try await opener.referrals(events)
  }
}
