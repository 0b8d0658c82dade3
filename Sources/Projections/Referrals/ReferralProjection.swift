package import CairnDomain
internal import CairnMessages
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

  private static let write = Libpq.Statement(
    name: "write_referral_documents",
    sql: """
      insert into cairn.referral_document
      select $1, row.* from unnest($2, $3, $4, $5, $6, $7, $8)
        as row (referral_id, agency_id, actor_id, received_at_us, finding_count, key_id, sealed)
      on conflict (generation, referral_id) do update
        set agency_id = excluded.agency_id, actor_id = excluded.actor_id, received_at_us = excluded.received_at_us,
            finding_count = excluded.finding_count, key_id = excluded.key_id, sealed = excluded.sealed
      """,
    parameterTypes: [
      .int4, .uuidArray, .textArray, .uuidArray, .int8Array, .int4Array, .uuidArray, .byteaArray,
    ])

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

  package func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> [Step] {
    var ids = UUIDArrayBuilder(capacity: events.count)
    var agencyIDs: [String] = []
    var actorIDs = UUIDArrayBuilder(capacity: events.count)
    var receivedAt: [Int64] = []
    var findingCounts: [Int32] = []
    var keyIDs = UUIDArrayBuilder(capacity: events.count)
    var sealed = ByteaArrayBuilder(capacity: events.count, elementByteCount: 1_024)
    for opened in events {
      guard
        case .event(let event, let key) = opened.content,
        let document = ReferralDocument.fold(nil, event, opened.envelope)
      else { continue }
      let stored = opened.stored.event
      ids.append(high: stored.streamID.high, low: stored.streamID.low)
      agencyIDs.append(stored.command.agencyID)
      actorIDs.append(high: stored.actorID.high, low: stored.actorID.low)
      receivedAt.append(opened.stored.recordedAt)
      findingCounts.append(Int32(document.findings.count))
      keyIDs.append(high: key.id.high, low: key.id.low)
      sealed.append(documents.seal(.init(document: document, key: key), id: stored.streamID))
    }
    guard !agencyIDs.isEmpty else { return [] }
    return [
      Step(
        Self.write,
        [
          .int32(generation), ids.finished(), .texts(agencyIDs), actorIDs.finished(), .integers(receivedAt),
          .integers(findingCounts), keyIDs.finished(), sealed.finished(),
        ])
    ]
  }

  package func forget() {}
}

extension SealedDocuments where Document == ReferralDocument {
  static func referrals(keyRing: KeyRing, random: RandomSource) -> Self {
    Self(table: "referral_document", keyRing: keyRing, random: random)
  }
}
