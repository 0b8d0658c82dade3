package import CairnDomain
internal import CairnMessages
package import EventCoding
internal import EventLog
internal import Identifiers
package import Libpq

/// Where referrals are found: what they say stands in the log alone, since nothing changes it.
package struct ReferralProjection: Projection {
  package let name = "referrals"
  package let form: Int32 = 2
  package let types: Set<EventType> = [.referralReceived]
  package let tables = [
    ReadTable(
      name: "referral_document", idColumn: "referral_id",
      clearColumns: ["agency_id", "actor_id", "received_at_us", "finding_count"], openDocuments: nil)
  ]

  private static let columns = "generation, referral_id, agency_id, actor_id, received_at_us, finding_count"

  /// The projection; it remembers nothing.
  package init() {}

  package func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> [BulkStep] {
    var rows = CopyRows(reservingBytes: 128 * events.count)
    var isEmpty = true
    for opened in events {
      guard case .referralReceived(let received, _)? = opened.event else { continue }
      let stored = opened.stored.event
      rows.beginRow(fields: 6)
      rows.append(integer: generation)
      rows.append(uuid: stored.streamID.high, stored.streamID.low)
      rows.append(text: stored.command.agencyID)
      rows.append(uuid: stored.actorID.high, stored.actorID.low)
      rows.append(integer: opened.stored.recordedAt)
      rows.append(integer: Int32(received.findings.count))
      isEmpty = false
    }
    if isEmpty { return [] }
    return [GenerationStatements.copy(rows, into: "referral_document", generation, columns: Self.columns)]
  }

  package func forget() {}
}

extension EventOpener {
  /// The documents of referrals, by id, from the events that received them; without those whose keys were erased.
  func referrals(_ events: [StoredEvent]) async throws(ProjectionError) -> [Identifier128: ReferralDocument] {
    do throws(LogStoreError) {
      var documents: [Identifier128: ReferralDocument] = [:]
      for opened in try await open(events) {
        guard let event = opened.event else { continue }
        documents[opened.stored.event.streamID] = ReferralDocument.fold(nil, event, opened.envelope)
      }
      return documents
    } catch {
      throw .store(error)
    }
  }
}
