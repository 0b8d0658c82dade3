internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Cryptography
internal import EventCoding
internal import EventLog
internal import Identifiers

/// The documents of cases: seals those that say more than the event which opened the case, and opens both kinds.
struct CaseDocuments: Sendable {
  private let sealer: DocumentSealer
  private let keyRing: KeyRing
  private let opener: EventOpener

  /// A document with the key that its row is sealed under.
  final class Row: Sendable {
    let document: CaseDocument
    let key: DataKey
    /// Whether it says no more than the event that opened the case.
    let isOpening: Bool

    init(document: CaseDocument, key: DataKey, isOpening: Bool) {
      self.document = document
      self.key = key
      self.isOpening = isOpening
    }
  }

  /// What became of rows that were opened; those in neither have had their keys erased.
  struct Opened: Sendable {
    var rows: [Identifier128: Row] = [:]
    /// Why documents that are there cannot be read.
    var unreadable: [Identifier128: String] = [:]
  }

  init(keyRing: KeyRing, opener: EventOpener, random: RandomSource) {
    sealer = DocumentSealer(table: "case_document", random: random)
    self.keyRing = keyRing
    self.opener = opener
  }

  /// What a row holds of its document; `nil` if the log says it all.
  func seal(_ row: Row, id: Identifier128) -> [UInt8]? {
    row.isOpening ? nil : sealer.seal(encode(row.document), id: id, under: row.key)
  }

  /// The documents, by id.
  func open(_ rows: [CaseRow]) async throws(ProjectionError) -> Opened {
    var sealed: [SealedRow] = []
    var openings: [StoredEvent] = []
    for row in rows {
      switch row {
      case .sealed(let row): sealed.append(row)
      case .opening(let event): openings.append(event)
      }
    }
    var opened = try await open(sealed)
    do throws(LogStoreError) {
      for event in try await opener.open(openings, damagedKeys: .unreadable) {
        let id = event.stored.event.streamID
        switch event.content {
        case .event(let content, let key):
          guard let document = CaseDocument.fold(nil, content, event.envelope) else { continue }
          opened.rows[id] = Row(document: document, key: key, isOpening: true)
        case .erased: continue
        case .unreadable(let reason): opened.unreadable[id] = reason
        }
      }
    } catch {
      throw .store(error)
    }
    return opened
  }

  /// The sealed documents' canonical bytes, for comparing them.
  func canonicalBytes(_ rows: [SealedRow]) async throws(ProjectionError) -> [Identifier128: [UInt8]] {
    try await open(rows).rows.mapValues { encode($0.document) }
  }

  private func open(_ rows: [SealedRow]) async throws(ProjectionError) -> Opened {
    let keys: FoundKeys
    do throws(LogStoreError) { keys = try await keyRing.find(rows.map(\.keyID)) } catch { throw .store(error) }
    var opened = Opened()
    opened.rows.reserveCapacity(rows.count)
    for row in rows {
      if let reason = keys.damage(to: row.keyID) { opened.unreadable[row.id] = reason }
      guard let key = keys[row.keyID] else { continue }
      if let document = open(row, under: key) {
        opened.rows[row.id] = Row(document: document, key: key, isOpening: false)
      } else {
        opened.unreadable[row.id] = "the view document \(row.id) is not authentic: rebuild the projection"
      }
    }
    return opened
  }

  private func open(_ row: SealedRow, under key: DataKey) -> CaseDocument? {
    guard let bytes = try? sealer.open(row.sealed, id: row.id, under: key) else { return nil }
    return try? decode(CaseDocument.self, from: bytes)
  }
}
