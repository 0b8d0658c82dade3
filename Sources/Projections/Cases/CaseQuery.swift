package import CairnDomain
package import CairnMessages
package import Cryptography
package import EventCoding
package import EventLog
package import Identifiers
package import Libpq
package import Logging

/// Reads the documents of cases.
package struct CaseQuery: Sendable {
  let cases: CaseDocuments
  let tokens: MatchTokens
  private let opener: EventOpener
  private let unreadable: UnreadableCases
  let sessions: SessionPool

  /// The live generation of cases, for a statement.
  static let live = "(select generation from cairn.projection where name = 'cases' and live)"

  private static let read = Libpq.Statement(
    name: "read_cases",
    sql: """
      select \(CaseRow.columns)
        from cairn.case_document as document
        \(CaseRow.join)
       where document.generation = \(live) and document.case_id = any($1)
      """,
    parameterTypes: [.uuidArray])

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

  /// A query over sessions on the hub's database.
  package init(
    keyRing: KeyRing, opener: EventOpener, sessions: SessionPool, random: RandomSource, tokens: MatchTokens,
    logger: Logger
  ) {
    unreadable = UnreadableCases(logger: logger)
    cases = CaseDocuments(keyRing: keyRing, opener: opener, random: random)
    self.opener = opener
    self.sessions = sessions
    self.tokens = tokens
  }

  /// Documents of cases, by id.
  package struct Found: Sendable {
    /// Without those that are not there or whose key was erased.
    package private(set) var documents: [Identifier128: CaseDocument] = [:]
    /// Why others cannot be read.
    package private(set) var unreadable: [Identifier128: String] = [:]

    fileprivate init() {}

    fileprivate init(_ opened: CaseDocuments.Opened) {
      documents = opened.rows.mapValues(\.document)
      unreadable = opened.unreadable
    }
  }

  /// The rows' documents; of each that cannot be read it is said once.
  func open(_ rows: [CaseRow]) async throws(ProjectionError) -> CaseDocuments.Opened {
    let opened = try await cases.open(rows)
    unreadable.tell(opened.unreadable)
    return opened
  }

  private static let referrers = Libpq.Statement(
    name: "referrers_of_cases",
    sql: "select case_id, agency_id from cairn.case_document where generation = \(live) and case_id = any($1)",
    parameterTypes: [.uuidArray])

  /// Whose referrals opened these cases, by case; also of those that cannot be read.
  package func referrers(
    of caseIDs: some Collection<Identifier128> & Sendable
  ) async throws(ProjectionError) -> [Identifier128: String] {
    guard !caseIDs.isEmpty else { return [:] }
    return try await database { () async throws(PostgresError) in
      try await sessions.query(Self.referrers, [Self.ids(caseIDs)], idempotent: true) {
        result throws(PostgresError) in
        Dictionary(
          try result.map { row throws(PostgresError) in (Identifier128(try row.uuid(0)), try row.text(1)) }
        ) { first, _ in first }
      }
    }
  }

  /// Whether something that cannot be read is missing in what is found of many cases.
  package func isIncomplete(_ unreadable: [Identifier128: String]) async throws(ProjectionError) -> Bool {
    if !unreadable.isEmpty { return true }
    return try await ParkingLot.holds(streamsOf: ["cases", "referrals"], sessions)
  }

  /// The documents of cases.
  package func documents(
    of caseIDs: some Collection<Identifier128> & Sendable
  ) async throws(ProjectionError) -> Found {
    guard !caseIDs.isEmpty else { return Found() }
    let rows = try await database { () async throws(PostgresError) in
      try await sessions.query(Self.read, [Self.ids(caseIDs)], idempotent: true) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in try CaseRow(row) }.compactMap(\.self)
      }
    }
    return Found(try await open(rows))
  }

  /// All that a case's view is joined from, but for cases that are left out as if they were not there, and since when it is incomplete, in microseconds since 1970-01-01T00:00:00Z;
  /// `nil` if there is no case of that id.
  ///
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

  static func ids(_ ids: some Collection<Identifier128>) -> Parameter {
    .uuids(ids.map { (high: $0.high, low: $0.low) })
  }

  func database<Value: Sendable>(
    _ work: () async throws(PostgresError) -> Value
  ) async throws(ProjectionError) -> Value {
    do throws(PostgresError) { return try await work() } catch { throw .database(error) }
  }
}
