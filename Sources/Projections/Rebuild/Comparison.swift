internal import Identifiers
internal import Libpq

/// Compares the rows of the live generation and of another, as one moment shows them both.
struct Comparison: Sendable {
  private let session: BulkSession
  private let other: Generation

  /// Rows read at a time.
  private static let pageRowsMax = 2_048

  /// Fixes the moment.
  init(of other: Generation, configuration: SessionConfiguration) async throws(PostgresError) {
    self.other = other
    session = try await BulkSession.connect(configuration)
    try await session.execute("begin isolation level repeatable read read only; select 1")
  }

  func run(_ tables: [ReadTable]) async throws(RebuildError) -> Verification {
    var verification = Verification(position: other.position)
    for table in tables { try await compare(table, &verification) }
    do throws(PostgresError) { try await session.execute("commit") } catch { throw RebuildError(error) }
    return verification
  }

  private struct Row: Sendable {
    let isLive: Bool
    let id: String
    let clear: String
    let sealed: SealedRow?
  }

  private func compare(_ table: ReadTable, _ verification: inout Verification) async throws(RebuildError) {
    do throws(PostgresError) { try await session.beginCopyOut(sql(table)) } catch { throw RebuildError(error) }
    var rows: [Row] = []
    while true {
      let page = try await nextPage(of: table)
      // The rows of the last id may go on in the next page.
      rows += page
      let last = page.last?.id
      let whole = rows.prefix { $0.id != last }
      try await compare(Array(whole), of: table, &verification)
      guard !page.isEmpty else { return }
      rows.removeFirst(whole.count)
    }
  }

  private func compare(_ rows: [Row], of table: ReadTable, _ verification: inout Verification)
    async throws(RebuildError)
  {
    let live = try await canonical(rows.filter(\.isLive), of: table)
    let folded = try await canonical(rows.filter { !$0.isLive }, of: table)
    verification.rowCount += max(live.count, folded.count)
    for id in Set(live.keys).union(folded.keys).sorted() {
      let kind: Verification.Difference.Kind? =
        switch (live[id], folded[id]) {
        case (_?, nil): .onlyLive
        case (nil, _?): .onlyFolded
        case (let live?, let folded?): live == folded ? nil : .different
        case (nil, nil): nil
        }
      if let kind { verification.add(.init(table: table.name, id: id, kind: kind)) }
    }
  }

  private struct CanonicalRow: Hashable {
    let clear: String
    /// `nil` if its key was erased, or if the row holds none.
    let document: [UInt8]?
  }

  private func canonical(_ rows: [Row], of table: ReadTable) async throws(RebuildError) -> [String: CanonicalRow] {
    var documents: [Identifier128: [UInt8]] = [:]
    if let open = table.openDocuments {
      do throws(ProjectionError) { documents = try await open(rows.compactMap(\.sealed)) } catch {
        throw .failed(error)
      }
    }
    let pairs = rows.map { row in
      (row.id, CanonicalRow(clear: row.clear, document: row.sealed.flatMap { documents[$0.id] }))
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private func nextPage(of table: ReadTable) async throws(RebuildError) -> [Row] {
    let hasDocuments = table.openDocuments != nil
    let number = other.number
    do throws(PostgresError) {
      return try await session.nextRows(Self.pageRowsMax) { row throws(PostgresError) in
        Row(
          isLive: try row.int32(0) != number, id: try row.text(1), clear: try row.text(2),
          sealed: hasDocuments && !row.isNull(5) ? try SealedRow(row, at: 3) : nil)
      }
    } catch {
      throw RebuildError(error)
    }
  }

  private func sql(_ table: ReadTable) -> String {
    let sealed = table.openDocuments == nil ? "" : ", \(table.idColumn), key_id, sealed"
    return """
      copy (select generation, \(table.idColumn)::text, row(\(table.clearColumns.joined(separator: ", ")))::text\(sealed)
              from cairn.\(table.name)
             where generation = \(other.number)
                or generation = (select generation from cairn.projection where name = '\(other.name)' and live)
             order by cairn.\(table.name).\(table.idColumn), generation)
        to stdout (format binary)
      """
  }
}
