package import CairnDomain
internal import CairnMessages
package import EventCoding
internal import EventLog
internal import Identifiers
internal import Libpq

/// Where referrals are found, and which of them nobody has acknowledged: what they say stands in the log alone.
package struct ReferralProjection: Projection {
  package let name = "referrals"
  package let form: Int32 = 3
  package let types = EventType.ofReferrals
  package var damagedKeys: EventOpener.DamagedKeys { .unreadable }
  package let tables = [
    ReadTable(
      name: "referral_document", idColumn: "referral_id",
      clearColumns: ["agency_id", "actor_id", "received_at_us", "finding_count", "alarm_at_us"],
      openDocuments: nil)
  ]

  private static let columns =
    "generation, referral_id, agency_id, actor_id, received_at_us, finding_count, alarm_at_us"

  /// Once it is acknowledged, or on record that nobody did in time, nothing about it runs out any more.
  private static func change(_ generation: Int32) -> Libpq.Statement {
    Libpq.Statement(
      name: "change_referrals_\(generation)",
      sql: """
        update \(GenerationStatements.partition(of: "referral_document", generation)) as referral
           set finding_count = finding_count - change.resolved,
               alarm_at_us = case when change.is_settled then null else alarm_at_us end
          from unnest($1, $2, $3) as change (referral_id, resolved, is_settled)
         where referral.referral_id = change.referral_id
        """,
      parameterTypes: [.uuidArray, .int4Array, .boolArray])
  }

  /// The projection; it remembers nothing.
  package init() {}

  package func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> Folded {
    var rows = CopyRows(reservingBytes: 128 * events.count)
    var isEmpty = true
    var changes: [Identifier128: Change] = [:]
    for opened in events {
      let stored = opened.stored.event
      switch opened.event {
      case .referralReceived(let received, _):
        rows.beginRow(fields: 7)
        rows.append(integer: generation)
        rows.append(uuid: stored.streamID.high, stored.streamID.low)
        rows.append(text: stored.command.agencyID)
        rows.append(uuid: stored.actorID.high, stored.actorID.low)
        rows.append(integer: opened.stored.recordedAt)
        rows.append(integer: Int32(received.findings.count))
        // Referrals from before there were clocks have no such time.
        if received.acknowledgementDueAtUs > 0 {
          rows.append(integer: received.acknowledgementDueAtUs)
        } else {
          rows.appendNull()
        }
        isEmpty = false
      case .referrerAcknowledged, .acknowledgementMissed: changes[stored.streamID, default: Change()].isSettled = true
      case .referralFindingResolved: changes[stored.streamID, default: Change()].resolved += 1
      default: break
      }
    }
    let copy =
      isEmpty ? [] : [GenerationStatements.copy(rows, into: "referral_document", generation, columns: Self.columns)]
    guard !changes.isEmpty else { return Folded(copy) }
    let changed = changes.sorted { $0.key < $1.key }
    return Folded(
      copy + [
        .run(
          Step(
            Self.change(generation),
            [
              .uuids(changed.map { (high: $0.key.high, low: $0.key.low) }),
              .integers(changed.map(\.value.resolved)), .bools(changed.map(\.value.isSettled)),
            ]))
      ])
  }

  private struct Change {
    var resolved: Int32 = 0
    var isSettled = false
  }

  package func forget() {}
}
