package import CairnDomain
package import CairnMessages
package import Identifiers
internal import Libpq

extension CaseQuery {
  /// Another case that is possibly of the same child.
  package struct Match: Hashable, Sendable {
    package let caseID: Identifier128
    /// What is equal.
    package let kinds: [MatchKind]
  }

  /// What nobody who asks is to find.
  package struct HiddenMatches: Sendable {
    /// Cases that are not there for them.
    let cases: Set<Identifier128>
    /// Cases of which they may not know where anybody lives: to be equal in that tells it.
    let places: Set<Identifier128>

    /// What is hidden.
    package init(cases: Set<Identifier128>, places: Set<Identifier128>) {
      self.cases = cases
      self.places = places
    }
  }

  /// Cases with a token in common, other than those of the same referral; a case that was joined to another stands for the
  /// one that goes on.
  private static let matches = Libpq.Statement(
    name: "match_cases",
    sql: """
      with own as materialized (
        select coalesce(joined_into, case_id) as case_id, referral_id, match_tokens
          from cairn.case_document
         where generation = \(live) and (case_id = any($1) or joined_into = any($1)) and case_id <> all($2)
           and match_tokens <> '{}'
      )
      select distinct own.case_id, coalesce(other.joined_into, other.case_id), shared.token
        from own
       cross join lateral (
               select case_id, joined_into, match_tokens from cairn.cases_sharing(own.match_tokens) as candidate
                where candidate.referral_id <> own.referral_id
                  and coalesce(candidate.joined_into, candidate.case_id) <> all($2) and candidate.case_id <> all($2)
                order by candidate.case_id
                limit \(matchesMax)
             ) as other
       cross join lateral (
               select unnest(own.match_tokens) intersect select unnest(other.match_tokens)
             ) as shared (token)
       where coalesce(other.joined_into, other.case_id) <> own.case_id
         and (shared.token & \(MatchTokens.kindMask) <> \(MatchKind.nameBirthPostcode.rawValue)
              or own.case_id <> all($3) and coalesce(other.joined_into, other.case_id) <> all($3))
      """,
    parameterTypes: [.uuidArray, .uuidArray, .uuidArray])

  private static let find = Libpq.Statement(
    name: "find_cases",
    sql: """
      select distinct coalesce(joined_into, case_id), token
        from cairn.cases_sharing($1)
       cross join lateral (select unnest(match_tokens) intersect select unnest($1)) as shared (token)
       where coalesce(joined_into, case_id) <> all($3) and case_id <> all($3)
         and (token & \(MatchTokens.kindMask) <> \(MatchKind.nameBirthPostcode.rawValue)
              or coalesce(joined_into, case_id) <> all($4))
       limit $2
      """,
    parameterTypes: [.int8Array, .int8, .uuidArray, .uuidArray])

  /// How many cases are looked at for one case's matches.
  private static let matchesMax = 100
  /// How many cases one search finds at most.
  package static let foundMax = 100

  /// For each of the cases, those that are possibly of the same child.
  ///
  /// - Parameter hidden: what is left out, as if it were not there.
  package func matches(
    of caseIDs: some Collection<Identifier128> & Sendable, except hidden: HiddenMatches
  ) async throws(ProjectionError) -> [Identifier128: [Match]] {
    guard !caseIDs.isEmpty else { return [:] }
    let rows = try await database { () async throws(PostgresError) in
      try await sessions.query(
        Self.matches, [Self.ids(caseIDs), Self.ids(hidden.cases), Self.ids(hidden.places)], idempotent: true
      ) {
        result throws(PostgresError) in
        try result.map { row throws(PostgresError) in
          (Identifier128(try row.uuid(0)), Identifier128(try row.uuid(1)), try row.int64(2))
        }
      }
    }
    // What was erased is not there, also where its row still is. What cannot be read is: of which child it is, its tokens say.
    let found = try await documents(of: Set(rows.map(\.1)))
    let shown = rows.filter { found.documents[$0.1] != nil || found.unreadable[$0.1] != nil }
    return Dictionary(grouping: shown, by: \.0).mapValues { Self.matches($0.map { ($0.1, $0.2) }) }
  }

  /// The cases of children who have any of these keys, with what is equal.
  ///
  /// - Parameter hidden: what is left out, as if it were not there.
  /// - Returns: at most `foundMax` cases, and whether there are more.
  package func find(
    _ keys: [MatchKey], except hidden: HiddenMatches
  ) async throws(ProjectionError) -> (matches: [Match], hasMore: Bool) {
    let wanted = keys.map(tokens.token)
    let limit = Self.foundMax * wanted.count + 1
    let rows = try await database { () async throws(PostgresError) in
      try await sessions.query(
        Self.find, [.integers(wanted), .int64(Int64(limit)), Self.ids(hidden.cases), Self.ids(hidden.places)],
        idempotent: true
      ) {
        result throws(PostgresError) in
        try result.map { row throws(PostgresError) in (Identifier128(try row.uuid(0)), try row.int64(1)) }
      }
    }
    let found = Self.matches(rows)
    return (Array(found.prefix(Self.foundMax)), found.count > Self.foundMax)
  }

  private static let findingCounts = Libpq.Statement(
    name: "count_findings",
    sql: """
      select document.case_id, document.finding_count + coalesce(referral.finding_count, 0)
        from cairn.case_document as document
        left join cairn.referral_document as referral
          on referral.generation = (select generation from cairn.projection where name = 'referrals' and live)
         and referral.referral_id = document.referral_id
       where document.generation = \(live) and document.case_id = any($1)
      """,
    parameterTypes: [.uuidArray])

  /// How many findings are open, of each case and of the referral that opened it.
  package func findingCounts(
    of caseIDs: some Collection<Identifier128> & Sendable
  ) async throws(ProjectionError) -> [Identifier128: Int] {
    let rows = try await database { () async throws(PostgresError) in
      try await sessions.query(Self.findingCounts, [Self.ids(caseIDs)], idempotent: true) {
        result throws(PostgresError) in
        try result.map { row throws(PostgresError) in (Identifier128(try row.uuid(0)), Int(try row.int32(1))) }
      }
    }
    return Dictionary(rows) { $1 }
  }

  private static func matches(_ rows: [(caseID: Identifier128, token: Int64)]) -> [Match] {
    Dictionary(grouping: rows, by: \.caseID)
      .map { caseID, rows in
        Match(
          caseID: caseID, kinds: Set(rows.map { MatchTokens.kind(of: $0.token) }).sorted { $0.rawValue < $1.rawValue })
      }
      .sorted { $0.caseID < $1.caseID }
  }
}
