internal import CairnCodec
internal import EventLog
internal import Identifiers
internal import Libpq

/// A read table of sealed documents, one row per id.
struct DocumentTable<Document: WireMessage>: Sendable {
  private let read: Statement
  private let write: Statement
  private let sealer: DocumentSealer
  private let keyRing: KeyRing

  /// A document as it is remembered between pages: with the key that its row is sealed under.
  struct Row: Sendable {
    var document: Document
    let key: DataKey
  }

  /// - Parameters:
  ///   - table: the table's name within its schema.
  ///   - idColumn: the name of the column that holds the id.
  init(table: String, idColumn: String, keyRing: KeyRing, random: RandomSource) {
    self.keyRing = keyRing
    sealer = DocumentSealer(table: table, random: random)
    read = Statement(
      name: "read_\(table)",
      sql: "select \(idColumn), key_id, sealed from cairn.\(table) where generation = $1 and \(idColumn) = any($2)",
      parameterTypes: [.int4, .uuidArray])
    write = Statement(
      name: "write_\(table)",
      sql: """
        insert into cairn.\(table)
        select $1, row.id, row.key_id, row.sealed from unnest($2, $3, $4) as row (id, key_id, sealed)
        on conflict (generation, \(idColumn)) do update set key_id = excluded.key_id, sealed = excluded.sealed
        """,
      parameterTypes: [.int4, .uuidArray, .uuidArray, .byteaArray])
  }

  /// The documents of those ids that are there and whose keys have not been erased.
  func rows(
    _ ids: some Collection<Identifier128>, generation: Int32, sessions: SessionPool
  ) async throws(ProjectionError) -> [Identifier128: Row] {
    guard !ids.isEmpty else { return [:] }
    let sealedRows: [SealedRow]
    do throws(PostgresError) {
      sealedRows = try await sessions.query(
        read, [.int32(generation), .uuids(ids.map { (high: $0.high, low: $0.low) })], idempotent: true,
        decode: Self.sealedRows)
    } catch {
      throw .database(error)
    }
    do throws(LogStoreError) {
      let keys = try await keyRing.keys(Set(sealedRows.map(\.keyID)))
      var rows: [Identifier128: Row] = [:]
      for row in sealedRows {
        guard let key = keys[row.keyID] else { continue }
        rows[row.id] = Row(document: try open(row, under: key), key: key)
      }
      return rows
    } catch {
      throw .store(error)
    }
  }

  /// Writes these documents, in place of what their rows held.
  func write(_ rows: [Identifier128: Row], generation: Int32) -> Step {
    var ids = UUIDArrayBuilder(capacity: rows.count)
    var keyIDs = UUIDArrayBuilder(capacity: rows.count)
    var sealed = ByteaArrayBuilder(capacity: rows.count, elementByteCount: 1_024)
    for (id, row) in rows {
      ids.append(high: id.high, low: id.low)
      keyIDs.append(high: row.key.id.high, low: row.key.id.low)
      sealed.append(sealer.seal(encode(row.document), id: id, under: row.key))
    }
    return Step(write, [.int32(generation), ids.finished(), keyIDs.finished(), sealed.finished()])
  }

  private struct SealedRow: Sendable {
    let id: Identifier128
    let keyID: Identifier128
    let sealed: [UInt8]
  }

  private static func sealedRows(_ result: borrowing QueryResult) throws(PostgresError) -> [SealedRow] {
    var rows: [SealedRow] = []
    for row in 0..<result.rowCount {
      let id = try result.uuid(row, 0)
      let keyID = try result.uuid(row, 1)
      rows.append(
        SealedRow(
          id: Identifier128(high: id.high, low: id.low), keyID: Identifier128(high: keyID.high, low: keyID.low),
          sealed: try result.bytes(row, 2)))
    }
    return rows
  }

  private func open(_ row: SealedRow, under key: DataKey) throws(LogStoreError) -> Document {
    guard
      let bytes = try? sealer.open(row.sealed, id: row.id, under: key),
      let document = try? decode(Document.self, from: bytes)
    else { throw .corrupt(reason: "the view document \(row.id) is not authentic: rebuild the projection") }
    return document
  }
}
