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

  init(keyRing: KeyRing, opener: EventOpener, random: RandomSource) {
    sealer = DocumentSealer(table: "case_document", random: random)
    self.keyRing = keyRing
    self.opener = opener
  }

  /// What a row holds of its document; `nil` if the log says it all.
  func seal(_ row: Row, id: Identifier128) -> [UInt8]? {
    row.isOpening ? nil : sealer.seal(encode(row.document), id: id, under: row.key)
  }

  /// The documents whose keys have not been erased, by id.
  func open(_ rows: [CaseRow]) async throws(ProjectionError) -> [Identifier128: Row] {
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
      for event in try await opener.open(openings) {
        guard
          case .event(let content, let key) = event.content,
          let document = CaseDocument.fold(nil, content, event.envelope)
        else { continue }
        opened[event.stored.event.streamID] = Row(document: document, key: key, isOpening: true)
      }
    } catch {
      throw .store(error)
    }
    return opened
  }

  /// The sealed documents' canonical bytes, for comparing them.
  func canonicalBytes(_ rows: [SealedRow]) async throws(ProjectionError) -> [Identifier128: [UInt8]] {
    try await open(rows).mapValues { encode($0.document) }
  }

  private func open(_ rows: [SealedRow]) async throws(ProjectionError) -> [Identifier128: Row] {
    do throws(LogStoreError) {
      let keys = try await keyRing.find(rows.map(\.keyID)).undamaged()
      var opened: [Identifier128: Row] = [:]
      opened.reserveCapacity(rows.count)
      for row in rows {
        guard let key = keys[row.keyID] else { continue }
        opened[row.id] = Row(document: try open(row, under: key), key: key, isOpening: false)
      }
      return opened
    } catch {
      throw .store(error)
    }
  }

  private func open(_ row: SealedRow, under key: DataKey) throws(LogStoreError) -> CaseDocument {
    guard
      let bytes = try? sealer.open(row.sealed, id: row.id, under: key),
      let document = try? decode(CaseDocument.self, from: bytes)
    else { throw .corrupt(reason: "the view document \(row.id) is not authentic: rebuild the projection") }
    return document
  }
}
