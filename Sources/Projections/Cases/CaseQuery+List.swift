package import CairnDomain
package import CairnMessages
package import Identifiers
internal import Libpq

extension CaseQuery {
  /// Where a page of a list begins: behind this case.
  package struct Key: Hashable, Sendable {
    /// The time that the list is sorted by, in microseconds since 1970-01-01T00:00:00Z.
    package let time: Int64
    package let caseID: Identifier128

    /// A key of its fields.
    package init(time: Int64, caseID: Identifier128) {
      self.time = time
      self.caseID = caseID
    }

    /// Before all others.
    static let start = Key(time: .min, caseID: .nil128)
  }

  /// A case in a list.
  package struct Entry: Sendable {
    package let caseID: Identifier128
    package let document: CaseDocument
    /// Of the case and of the referral that opened it.
    package let findingCount: Int
    /// The time that the list is sorted by, in microseconds since 1970-01-01T00:00:00Z.
    package let time: Int64
  }

  /// A page of a list.
  package struct Page: Sendable {
    package let entries: [Entry]
    /// Where the next page begins, if there is one.
    package let next: Key?
    /// Whether something that cannot be read is missing.
    package let isIncomplete: Bool
  }

  /// The cases that match, a page of them; those whose key was erased are left out.
  ///
  /// - Parameters:
  ///   - closed: cases that are left out, as if they were not there.
  ///   - moment: by which time is over, in microseconds since 1970-01-01T00:00:00Z.
  ///   - key: behind which the page begins; `nil` for the first page.
  package func list(
    _ filter: ListCases.Filter, except closed: Set<Identifier128>, by sort: ListCases.Sort, at moment: Int64,
    after key: Key?, limit: Int
  ) async throws(ProjectionError) -> Page {
    let start = key ?? .start
    let rows: [ListedRow]
    do throws(PostgresError) {
      rows = try await sessions.query(
        Self.statement(sort, isSilent: filter.withSilentRequests),
        [
          .integers(filter.statuses.map(\.rawValue)), .integers(filter.rags.map(\.rawValue)), .texts(filter.agencyIDs),
          filter.dueBeforeMicroseconds.map { .int64($0) } ?? .null, .bool(filter.withFindings), .int64(start.time),
          .uuid(high: start.caseID.high, low: start.caseID.low), .int64(Int64(limit) + 1),
          .bool(filter.withReviewOwed), Self.ids(closed),
        ] + (filter.withSilentRequests ? [.int64(moment)] : []), idempotent: true
      ) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in
          let time = CaseRow.columnCount
          return ListedRow(
            id: Identifier128(try row.uuid(0)), row: try CaseRow(row), time: try row.int64(time),
            findingCount: Int(try row.int32(time + 1)))
        }
      }
    } catch {
      throw .database(error)
    }
    let page = rows.prefix(limit)
    let opened = try await open(page.compactMap(\.row))
    let entries = page.compactMap { row in
      opened.rows[row.id].map {
        Entry(caseID: row.id, document: $0.document, findingCount: row.findingCount, time: row.time)
      }
    }
    return Page(
      entries: entries, next: rows.count > limit ? page.last.map { Key(time: $0.time, caseID: $0.id) } : nil,
      isIncomplete: try await isIncomplete(lacking: opened.unreadable))
  }

  private struct ListedRow: Sendable {
    let id: Identifier128
    let row: CaseRow?
    let time: Int64
    let findingCount: Int
  }

  private static func statement(_ sort: ListCases.Sort, isSilent: Bool) -> Libpq.Statement {
    switch sort {
    case .due: isSilent ? silentByDue : byDue
    case .received: isSilent ? silentByReceived : byReceived
    }
  }

  private static let byDue = list(by: "due_at_us", isSilent: false)
  private static let byReceived = list(by: "received_at_us", isSilent: false)
  private static let silentByDue = list(by: "due_at_us", isSilent: true)
  private static let silentByReceived = list(by: "received_at_us", isSilent: true)

  /// Few requests are open beyond their time: from these the cases are found.
  private static let silent = """
    and document.case_id in (
          select case_id from cairn.information_request
           where generation = \(live) and state = \(RequestState.open.rawValue) and due_at_us > 0 and due_at_us < $11)
    """

  private static func list(by column: String, isSilent: Bool) -> Libpq.Statement {
    Libpq.Statement(
      name: "list_\(isSilent ? "silent_" : "")cases_by_\(column)",
      sql: """
        select \(CaseRow.columns), document.\(column), document.finding_count + coalesce(referral.finding_count, 0)
          from cairn.case_document as document
          left join cairn.referral_document as referral
            on referral.generation = (select generation from cairn.projection where name = 'referrals' and live)
           and referral.referral_id = document.referral_id
          \(CaseRow.join)
         where document.generation = (select generation from cairn.projection where name = 'cases' and live)
           and case when cardinality($1) = 0 then document.joined_into is null else document.status = any($1) end
           and (cardinality($2) = 0 or document.rag = any($2))
           and (cardinality($3) = 0 or document.agency_id = any($3))
           and ($4 is null or document.due_at_us < $4)
           and (not $5 or document.finding_count + coalesce(referral.finding_count, 0) > 0)
           and (not $9 or document.reviews_owed > 0)
           and document.case_id <> all($10)
           \(isSilent ? Self.silent : "")
           and (document.\(column), document.case_id) > ($6, $7)
         order by document.\(column), document.case_id
         limit $8
        """,
      parameterTypes: [
        .int4Array, .int4Array, .textArray, .int8, .bool, .int8, .uuid, .int8, .bool, .uuidArray,
      ] + (isSilent ? [.int8] : []))
  }
}
