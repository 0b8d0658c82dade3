internal import CairnCodec
internal import CairnDomain
internal import EventCoding
internal import Identifiers
internal import Libpq

/// Reads the agreements up to the checkpoint of their projection.
struct AgreementQuery: Sendable {
  let sessions: SessionPool

  private static let list = Libpq.Statement(
    name: "list_agreement_events",
    sql: """
      with live as (
        select generation, position from cairn.projection where name = 'agreements' and live
      )
      select position, stream_id, type, content from (
        select live.position, event.stream_id, event.version, event.type, event.content
          from live join cairn.agreement_event as event using (generation)
        union all
        select live.position, parked.stream_id, 9223372036854775807, null, null
          from live join cairn.parked_stream as parked
            on parked.name = 'agreements' and parked.generation = live.generation
        union all
        select live.position, null, 0, null, null from live
      ) as read
      order by stream_id nulls first, version
      """)

  /// All agreements, as far as the projection has come.
  ///
  /// - Throws: also if there is no live generation, or a row is none of this version's.
  func agreements() async throws(PostgresError) -> (content: HeldAgreements, position: UInt64) {
    let rows = try await sessions.query(Self.list, [], idempotent: true) { result throws(PostgresError) in
      try result.map { row throws(PostgresError) in
        Row(
          position: UInt64(try row.int64(0)), stream: row.isNull(1) ? nil : Identifier128(try row.uuid(1)),
          event: row.isNull(2) ? nil : try Self.event(type: try row.text(2), content: try row.bytes(3)))
      }
    }
    guard let first = rows.first else { throw PostgresError(.undecodable, "No view of the agreements is live.") }
    var agreements = HeldAgreements()
    for row in rows {
      guard let stream = row.stream else { continue }
      if let event = row.event {
        agreements.fold(event, on: stream, at: first.position)
      } else {
        agreements.leaveOut(stream, type: nil, isErased: false)
      }
    }
    return (agreements, first.position)
  }

  private struct Row: Sendable {
    let position: UInt64
    let stream: Identifier128?
    let event: DomainEvent?
  }

  private static func event(type: String, content: [UInt8]) throws(PostgresError) -> DomainEvent {
    guard let type = EventType(rawValue: type), let event = try? DomainEvent(type, main: content) else {
      throw PostgresError(.undecodable, "A row of the agreements is no event of theirs.")
    }
    return event
  }
}
