internal import CairnDomain
internal import CairnMessages
internal import EventLog
internal import Identifiers
internal import Libpq

/// Reads and writes the rows of cases.
enum CaseStatements {
  static let read = Libpq.Statement(
    name: "read_case_documents",
    sql: "select case_id, key_id, sealed from cairn.case_document where generation = $1 and case_id = any($2)",
    parameterTypes: [.int4, .uuidArray])

  private static let write = Libpq.Statement(
    name: "write_case_documents",
    sql: """
      insert into cairn.case_document
      select $1, row.* from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        as row (case_id, referral_id, agency_id, status, rag, received_at_us, due_at_us, finding_count, key_id, sealed)
      on conflict (generation, case_id) do update
        set referral_id = excluded.referral_id, agency_id = excluded.agency_id, status = excluded.status,
            rag = excluded.rag, received_at_us = excluded.received_at_us, due_at_us = excluded.due_at_us,
            finding_count = excluded.finding_count, key_id = excluded.key_id, sealed = excluded.sealed
      """,
    parameterTypes: [
      .int4, .uuidArray, .uuidArray, .textArray, .int4Array, .int4Array, .int8Array, .int8Array, .int4Array,
      .uuidArray, .byteaArray,
    ])

  static func write(
    _ rows: [Identifier128: CaseProjection.Row], generation: Int32, documents: SealedDocuments<CaseDocument>
  ) -> Step {
    var ids = UUIDArrayBuilder(capacity: rows.count)
    var referralIDs = UUIDArrayBuilder(capacity: rows.count)
    var agencyIDs: [String] = []
    var statuses: [Int32] = []
    var rags: [Int32] = []
    var receivedAt: [Int64] = []
    var dueAt: [Int64] = []
    var findingCounts: [Int32] = []
    var keyIDs = UUIDArrayBuilder(capacity: rows.count)
    var sealed = ByteaArrayBuilder(capacity: rows.count, elementByteCount: 1_024)
    // In the order of their ids, so that two folds never wait for each other's rows in a circle.
    for (id, row) in rows.sorted(by: { $0.key < $1.key }) {
      let document = row.document
      let referralID = Identifier128(document.referralID) ?? .nil128
      ids.append(high: id.high, low: id.low)
      referralIDs.append(high: referralID.high, low: referralID.low)
      agencyIDs.append(document.agencyID)
      statuses.append(document.status.rawValue)
      rags.append(document.rag.rawValue)
      receivedAt.append(document.receivedAtUs)
      dueAt.append(document.dueAtMicroseconds)
      findingCounts.append(Int32(document.findings.count))
      keyIDs.append(high: row.key.id.high, low: row.key.id.low)
      sealed.append(documents.seal(row, id: id))
    }
    return Step(
      write,
      [
        .int32(generation), ids.finished(), referralIDs.finished(), .texts(agencyIDs), .integers(statuses),
        .integers(rags), .integers(receivedAt), .integers(dueAt), .integers(findingCounts), keyIDs.finished(),
        sealed.finished(),
      ])
  }
}
