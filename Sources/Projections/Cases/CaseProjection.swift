package import CairnDomain
internal import CairnMessages
package import Cryptography
package import EventCoding
package import EventLog
internal import Identifiers
package import Libpq
internal import Synchronization

/// The documents of cases, with what a worklist needs beside them. While a case is as it was opened, its document stands
/// in the log alone; from the first change on, in its row, sealed under its child's key in that case.
package final class CaseProjection: Projection {
  typealias Row = CaseDocuments.Row

  package let name = "cases"
  package let form: Int32 = 5
  package let types = EventType.ofCases
  private let documents: CaseDocuments
  private let tokens: MatchTokens
  private let sessions: SessionPool
  private let rememberedMax: Int
  private let remembered: Mutex<RecencyCache<Identifier128, Row>>

  /// How many documents a projection that follows the log remembers, so that they need not be read before they are
  /// changed.
  package static let rememberedMaxDefault = 16_384

  /// The projection over sessions on the hub's database.
  package init(
    keyRing: KeyRing, opener: EventOpener, sessions: SessionPool, random: RandomSource,
    tokens: MatchTokens, rememberedMax: Int = rememberedMaxDefault
  ) {
    self.tokens = tokens
    documents = CaseDocuments(keyRing: keyRing, opener: opener, random: random)
    self.sessions = sessions
    self.rememberedMax = rememberedMax
    remembered = Mutex(RecencyCache(capacity: rememberedMax))
  }

  package var damagedKeys: EventOpener.DamagedKeys { .unreadable }
  package var tables: [ReadTable] {
    [
      ReadTable(
        name: "case_document", idColumn: "case_id",
        clearColumns: [
          "referral_id", "agency_id", "status", "rag", "received_at_us", "due_at_us", "finding_count", "alarm_at_us",
          "joined_into", "match_tokens", "reviews_owed",
        ],
        openDocuments: documents.canonicalBytes),
      ReadTable(
        name: "information_request", idColumn: "request_id",
        clearColumns: ["case_id", "agency_id", "state", "due_at_us"],
        openDocuments: nil),
      ReadTable(
        name: "sharing_decision", idColumn: "decision_id",
        clearColumns: ["case_id", "agency_id", "outcome", "recorded_at_us"],
        openDocuments: nil),
    ]
  }

  package func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> Folded {
    let (known, unreadable) = try await knownCases(events, generation: generation)
    var changed: [Identifier128: Row] = [:]
    for opened in events {
      guard case .event(let event, let key) = opened.content else { continue }
      let id = opened.stored.event.streamID
      guard unreadable[id] == nil else { continue }
      let before = changed[id] ?? known[id]
      guard let document = CaseDocument.fold(before?.document, event, opened.envelope) else { continue }
      changed[id] = Row(
        document: document, key: before?.key ?? key, isOpening: before == nil && opened.stored.event.version == 1)
    }
    let rows = changed
    // Of those that were only opened most will not be changed soon.
    remembered.withLock { remembered in
      for (id, row) in rows where row.document.streamVersion > 1 { remembered[id] = row }
    }
    var folded = Folded(
      rows.isEmpty
        ? []
        : CaseStatements.write(
          rows, replacing: known.keys.filter { rows[$0] != nil }, generation: generation, documents: documents,
          tokens: tokens))
    folded.unreadable = unreadable
    return folded
  }

  package func forget() {
    remembered.withLock { $0 = RecencyCache(capacity: rememberedMax) }
  }

  /// The documents as they stand of the cases that these events change and did not open, and why others cannot be read.
  private func knownCases(
    _ events: [OpenedEvent], generation: Int32
  ) async throws(ProjectionError) -> (known: [Identifier128: Row], unreadable: [Identifier128: String]) {
    var known: [Identifier128: Row] = [:]
    var missing: Set<Identifier128> = []
    remembered.withLock { remembered in
      for opened in events where opened.stored.event.version > 1 {
        let id = opened.stored.event.streamID
        if let row = remembered[id] { known[id] = row } else { missing.insert(id) }
      }
    }
    guard !missing.isEmpty else { return (known, [:]) }
    let found: [CaseRow]
    do throws(PostgresError) {
      found = try await sessions.query(
        CaseStatements.read, [.int32(generation), .uuids(missing.map { (high: $0.high, low: $0.low) })],
        idempotent: true
      ) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in try CaseRow(row) }.compactMap(\.self)
      }
    } catch {
      throw .database(error)
    }
    let opened = try await documents.open(found)
    return (known.merging(opened.rows) { $1 }, opened.unreadable)
  }
}
