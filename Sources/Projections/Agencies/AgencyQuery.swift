package import CairnMessages
package import Libpq

/// Reads the register of agencies.
package struct AgencyQuery: Sendable {
  private let sessions: SessionPool

  private static let list = Libpq.Statement(
    name: "list_agencies",
    sql: """
      select agency_id, kind, name from cairn.agency
       where generation = (select generation from cairn.projection where name = 'agencies' and live)
       order by agency_id
      """)

  /// A query over sessions on the hub's database.
  package init(sessions: SessionPool) {
    self.sessions = sessions
  }

  /// All registered agencies, by id.
  package func list() async throws(PostgresError) -> [Agency] {
    try await sessions.query(Self.list, [], idempotent: true) { result throws(PostgresError) in
      var agencies: [Agency] = []
      for row in 0..<result.rowCount {
        agencies.append(
          Agency(
            agencyID: try result.text(row, 0), kind: AgencyKind(rawValue: try result.int32(row, 1)),
            name: try result.text(row, 2)))
      }
      return agencies
    }
  }
}
