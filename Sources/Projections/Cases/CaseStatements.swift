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

  private static let remove = Libpq.Statement(
    name: "remove_case_documents",
    sql: "delete from cairn.case_document where generation = $1 and case_id = any($2)",
    parameterTypes: [.int4, .uuidArray])

  private static let columns = """
    generation, case_id, referral_id, agency_id, status, rag, received_at_us, due_at_us, finding_count, key_id, sealed
    """

  /// Writes rows.
  ///
  /// - Parameter replaced: those of them that stand already.
  static func write(
    _ rows: [Identifier128: CaseProjection.Row], replacing replaced: [Identifier128], generation: Int32,
    documents: CaseDocuments
  ) -> [BulkStep] {
    var copied = CopyRows(reservingBytes: 256 * rows.count)
    // In the order of their ids, so that the index grows at one end.
    for (id, row) in rows.sorted(by: { $0.key < $1.key }) {
      let document = row.document
      let referralID = Identifier128(document.referralID) ?? .nil128
      copied.beginRow(fields: 11)
      copied.append(integer: generation)
      copied.append(uuid: id.high, id.low)
      copied.append(uuid: referralID.high, referralID.low)
      copied.append(text: document.agencyID)
      copied.append(integer: document.status.rawValue)
      copied.append(integer: document.rag.rawValue)
      copied.append(integer: document.receivedAtUs)
      copied.append(integer: document.dueAtMicroseconds)
      copied.append(integer: Int32(document.findings.count))
      copied.append(uuid: row.key.id.high, row.key.id.low)
      if let sealed = documents.seal(row, id: id) { copied.append(bytes: sealed) } else { copied.appendNull() }
    }
    let copy = GenerationStatements.copy(copied, into: "case_document", generation, columns: columns)
    guard !replaced.isEmpty else { return [copy] }
    let ids = replaced.sorted().map { (high: $0.high, low: $0.low) }
    return [.run(Step(remove, [.int32(generation), .uuids(ids)])), copy]
  }
}
