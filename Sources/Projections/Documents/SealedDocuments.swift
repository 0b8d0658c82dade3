internal import CairnCodec
internal import CairnDomain
internal import Cryptography
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import Libpq

/// Seals and opens the documents of one read table.
struct SealedDocuments<Document: WireMessage>: Sendable {
  private let sealer: DocumentSealer
  private let keyRing: KeyRing

  /// A document as it is remembered between pages: with the key that its row is sealed under.
  final class Row: Sendable {
    let document: Document
    let key: DataKey

    init(document: Document, key: DataKey) {
      self.document = document
      self.key = key
    }
  }

  /// - Parameter table: binds each document to its table.
  init(table: String, keyRing: KeyRing, random: RandomSource) {
    sealer = DocumentSealer(table: table, random: random)
    self.keyRing = keyRing
  }

  func seal(_ row: Row, id: Identifier128) -> [UInt8] {
    sealer.seal(encode(row.document), id: id, under: row.key)
  }

  /// The documents whose keys have not been erased, by id.
  func open(_ sealedRows: [SealedRow]) async throws(ProjectionError) -> [Identifier128: Row] {
    do throws(LogStoreError) {
      let keys = try await keyRing.keys(Set(sealedRows.map(\.keyID)))
      var rows: [Identifier128: Row] = [:]
      rows.reserveCapacity(sealedRows.count)
      for row in sealedRows {
        guard let key = keys[row.keyID] else { continue }
        rows[row.id] = Row(document: try open(row, under: key), key: key)
      }
      return rows
    } catch {
      throw .store(error)
    }
  }

  /// The documents' canonical bytes, for comparing them.
  func canonicalBytes(_ sealedRows: [SealedRow]) async throws(ProjectionError) -> [Identifier128: [UInt8]] {
    try await open(sealedRows).mapValues { encode($0.document) }
  }

  private func open(_ row: SealedRow, under key: DataKey) throws(LogStoreError) -> Document {
    guard
      let bytes = try? sealer.open(row.sealed, id: row.id, under: key),
      let document = try? decode(Document.self, from: bytes)
    else { throw .corrupt(reason: "the view document \(row.id) is not authentic: rebuild the projection") }
    return document
  }
}

extension Identifier128 {
  init(_ words: (high: UInt64, low: UInt64)) {
    self.init(high: words.high, low: words.low)
  }
}

extension OpenedEvent {
  /// What the log says in clear about it.
  var envelope: EventEnvelope {
    EventEnvelope(
      stream: stored.event.streamID, version: stored.event.version, agencyID: stored.event.command.agencyID,
      recordedAtMicroseconds: stored.recordedAt)
  }
}
