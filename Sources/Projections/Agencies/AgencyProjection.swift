package import CairnDomain
internal import CairnMessages
package import EventCoding
internal import Libpq

/// The register of agencies.
package struct AgencyProjection: Projection {
  package let name = "agencies"
  package let form: Int32 = 1
  package let types: Set<EventType> = [.agencyRegistered]
  package let tables = [
    ReadTable(name: "agency", idColumn: "agency_id", clearColumns: ["kind", "name"], openDocuments: nil)
  ]

  private static let add = Libpq.Statement(
    name: "add_agencies",
    sql: """
      insert into cairn.agency
      select $1, row.agency_id, row.kind, row.name from unnest($2, $3, $4) as row (agency_id, kind, name)
      on conflict (generation, agency_id) do update set kind = excluded.kind, name = excluded.name
      """,
    parameterTypes: [.int4, .textArray, .int4Array, .textArray])

  /// The projection; it remembers nothing.
  package init() {}

  package func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> Folded {
    let agencies = events.compactMap { opened in
      if case .agencyRegistered(let registered)? = opened.event { registered.agency } else { nil }
    }
    guard !agencies.isEmpty else { return Folded([]) }
    return Folded([
      .run(
        Step(
          Self.add,
          [
            .int32(generation), .texts(agencies.map(\.agencyID)), .integers(agencies.map(\.kind.rawValue)),
            .texts(agencies.map(\.name)),
          ]))
    ])
  }

  package func forget() {}
}
