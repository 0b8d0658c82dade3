package import CairnDomain
package import EventCoding
internal import EventLog
internal import Identifiers
internal import Libpq

/// The events of agreements, where a server that starts finds them at once. A row is an event, and never changes.
package struct AgreementProjection: Projection {
  package let name = "agreements"
  package let form: Int32 = 1
  package let types = EventType.ofAgreements
  package let tables = [
    ReadTable(
      name: "agreement_event", idColumn: "event_id", clearColumns: ["stream_id", "version", "type", "content"],
      openDocuments: nil)
  ]

  private static let add = Libpq.Statement(
    name: "add_agreement_events",
    sql: """
      insert into cairn.agreement_event
      select $1, row.event_id, row.stream_id, row.version, row.type, row.content
        from unnest($2, $3, $4, $5, $6) as row (event_id, stream_id, version, type, content)
      """,
    parameterTypes: [.int4, .uuidArray, .uuidArray, .int8Array, .textArray, .byteaArray])

  /// The projection; it remembers nothing.
  package init() {}

  package func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> Folded {
    let rows = events.compactMap { opened in opened.event.map { (event: $0, stored: opened.stored.event) } }
    guard !rows.isEmpty else { return Folded([]) }
    return Folded([
      .run(
        Step(
          Self.add,
          [
            .int32(generation), .uuids(rows.map { ($0.stored.eventID.high, $0.stored.eventID.low) }),
            .uuids(rows.map { ($0.stored.streamID.high, $0.stored.streamID.low) }),
            .integers(rows.map { Int64($0.stored.version) }), .texts(rows.map(\.stored.type)),
            .byteas(rows.map { $0.event.withEncodedMain { Array($0) } }),
          ]))
    ])
  }

  package func forget() {}
}
