package import CairnDomain
internal import CairnMessages
package import Cryptography
package import EventCoding
package import EventLog
internal import Identifiers
package import Libpq

/// The documents of referrals, each sealed under the key of what its text tells of several people.
package struct ReferralProjection: Projection {
  package let name = "referrals"
  package let form: Int32 = 1
  package let types: Set<EventType> = [.referralReceived]
  private let documents: SealedDocuments<ReferralDocument>

  private static let columns =
    "generation, referral_id, agency_id, actor_id, received_at_us, finding_count, key_id, sealed"

  /// The projection; it remembers nothing.
  package init(keyRing: KeyRing, random: RandomSource) {
    documents = .referrals(keyRing: keyRing, random: random)
  }

  package var tables: [ReadTable] {
    [
      ReadTable(
        name: "referral_document", idColumn: "referral_id",
        clearColumns: ["agency_id", "actor_id", "received_at_us", "finding_count"],
        openDocuments: documents.canonicalBytes)
    ]
  }

  package func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> [BulkStep] {
    // A referral is received once, and nothing changes it.
    var rows = CopyRows(reservingBytes: 2_048 * events.count)
    var isEmpty = true
    for opened in events {
      guard
        case .event(let event, let key) = opened.content,
        let document = ReferralDocument.fold(nil, event, opened.envelope)
      else { continue }
      let stored = opened.stored.event
      rows.beginRow(fields: 8)
      rows.append(integer: generation)
      rows.append(uuid: stored.streamID.high, stored.streamID.low)
      rows.append(text: stored.command.agencyID)
      rows.append(uuid: stored.actorID.high, stored.actorID.low)
      rows.append(integer: opened.stored.recordedAt)
      rows.append(integer: Int32(document.findings.count))
      rows.append(uuid: key.id.high, key.id.low)
      rows.append(bytes: documents.seal(.init(document: document, key: key), id: stored.streamID))
      isEmpty = false
    }
    if isEmpty { return [] }
    return [GenerationStatements.copy(rows, into: "referral_document", generation, columns: Self.columns)]
  }

  package func forget() {}
}

extension SealedDocuments where Document == ReferralDocument {
  static func referrals(keyRing: KeyRing, random: RandomSource) -> Self {
    Self(table: "referral_document", keyRing: keyRing, random: random)
  }
}
