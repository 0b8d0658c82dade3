internal import CairnDomain
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
  let opener: EventOpener
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
  package func isIncomplete(lacking unreadable: [Identifier128: String]) async throws(ProjectionError) -> Bool {
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

  static func ids(_ ids: some Collection<Identifier128>) -> Parameter {
    .uuids(ids.map { (high: $0.high, low: $0.low) })
  }

  func database<Value: Sendable>(
    _ work: () async throws(PostgresError) -> Value
  ) async throws(ProjectionError) -> Value {
    do throws(PostgresError) { return try await work() } catch { throw .database(error) }
  }
}
