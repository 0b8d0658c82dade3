internal import CairnDomain
internal import CairnMessages
internal import EventLog
internal import Identifiers
internal import Libpq

/// Reads and writes the rows of cases.
enum CaseStatements {
  static let read = Libpq.Statement(
    name: "read_case_documents",
    sql: """
      select \(CaseRow.columns)
        from cairn.case_document as document
        \(CaseRow.join)
       where document.generation = $1 and document.case_id = any($2)
      """,
    parameterTypes: [.int4, .uuidArray])

  private static let columns = """
    generation, case_id, referral_id, agency_id, status, rag, received_at_us, due_at_us, finding_count, alarm_at_us,
    joined_into, match_tokens, reviews_owed, key_id, sealed
    """

  private static let requestColumns = "generation, request_id, case_id, agency_id, state, due_at_us"

  private static let decisionColumns = "generation, decision_id, case_id, agency_id, outcome, recorded_at_us"

  /// Writes rows.
  ///
  /// - Parameter replaced: those of them that stand already.
  static func write(
    _ rows: [Identifier128: CaseProjection.Row], replacing replaced: [Identifier128], generation: Int32,
    documents: CaseDocuments, tokens: MatchTokens
  ) -> [BulkStep] {
    var copied = CopyRows(reservingBytes: 256 * rows.count)
    // In the order of their ids, so that the index grows at one end.
    for (id, row) in rows.sorted(by: { $0.key < $1.key }) {
      let document = row.document
      let clocks = document.clocks
      let referralID = Identifier128(document.referralID) ?? .nil128
      copied.beginRow(fields: 15)
      copied.append(integer: generation)
      copied.append(uuid: id.high, id.low)
      copied.append(uuid: referralID.high, referralID.low)
      copied.append(text: document.agencyID)
      copied.append(integer: document.status.rawValue)
      copied.append(integer: document.rag.rawValue)
      copied.append(integer: document.receivedAtUs)
      copied.append(integer: clocks.next?.dueAtUs ?? .max)
      copied.append(integer: Int32(document.findings.count))
      if let alarm = clocks.alarm { copied.append(integer: alarm) } else { copied.appendNull() }
      if let into = Identifier128(document.joinedIntoCaseID) {
        copied.append(uuid: into.high, into.low)
      } else {
        copied.appendNull()
      }
      copied.append(integers: document.child.map { MatchKey.keys(of: $0).map(tokens.token) } ?? [])
      copied.append(integer: Int32(document.reviewsOwed))
      copied.append(uuid: row.key.id.high, row.key.id.low)
      if let sealed = documents.seal(row, id: id) { copied.append(bytes: sealed) } else { copied.appendNull() }
    }
    var steps: [BulkStep] = []
    if !replaced.isEmpty {
      let ids = Parameter.uuids(replaced.sorted().map { (high: $0.high, low: $0.low) })
      steps += ["case_document", "information_request", "sharing_decision"].map {
        .run(Step(removal(from: $0, generation), [ids]))
      }
    }
    steps.append(GenerationStatements.copy(copied, into: "case_document", generation, columns: columns))
    if let requests = CaseSideRows.requests(of: rows, generation: generation) {
      steps.append(
        GenerationStatements.copy(requests, into: "information_request", generation, columns: requestColumns))
    }
    if let decisions = CaseSideRows.sharingDecisions(of: rows, generation: generation) {
      steps.append(
        GenerationStatements.copy(decisions, into: "sharing_decision", generation, columns: decisionColumns))
    }
    return steps
  }

  /// Removes the rows of cases.
  private static func removal(from table: String, _ generation: Int32) -> Libpq.Statement {
    Libpq.Statement(
      name: "remove_\(table)_\(generation)",
      sql: """
        delete from \(GenerationStatements.partition(of: table, generation))
         where generation = \(generation) and case_id = any($1)
        """,
      parameterTypes: [.uuidArray])
  }
}
