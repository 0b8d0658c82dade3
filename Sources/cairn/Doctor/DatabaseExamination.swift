internal import Foundation
internal import Libpq

/// The doctor's look at a hub's databases.
struct DatabaseExamination: Sendable {
  let connections: [HubDatabase]

  /// Settings on which durability or privacy rests, and what they must be.
  private static let settingsWanted: [(name: String, value: String, why: String)] = [
    ("fsync", "on", "what was acknowledged must be on disk"),
    ("synchronous_commit", "on", "what was acknowledged must be on disk"),
    ("full_page_writes", "on", "a crash must not tear pages"),
    ("log_min_error_statement", "panic", "PostgreSQL's log must hold no values"),
    ("log_parameter_max_length", "0", "PostgreSQL's log must hold no values"),
    ("log_parameter_max_length_on_error", "0", "PostgreSQL's log must hold no values"),
  ]

  private static let versionWanted: Int32 = 15_00_00
  private static let clockSkewSecondsMax = 5.0

  private static let setting = Statement(
    name: "setting", sql: "select current_setting($1)", parameterTypes: [.text])

  private static let clock = Statement(
    name: "clock", sql: "select (extract(epoch from clock_timestamp()) * 1000000)::bigint")

  func findings() async -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    if let hub = connections.first { findings += await server(hub) }
    for database in connections { findings.append(await migrations(database)) }
    return findings
  }

  private func server(_ database: HubDatabase) async -> [DoctorFinding] {
    do {
      let session = try await Session.connect(
        SessionConfiguration(connection: database.connection, applicationName: "cairn doctor"))
      let version = "\(session.serverVersion / 10_000).\(session.serverVersion % 10_000)"
      var findings = [
        session.serverVersion >= Self.versionWanted
          ? DoctorFinding(subject: "PostgreSQL", state: .good, text: "answers, version \(version)")
          : DoctorFinding(subject: "PostgreSQL", state: .bad, text: "version \(version): 15 or newer is needed.")
      ]
      findings += try await settings(session)
      findings.append(try await clock(session))
      await session.close()
      return findings
    } catch {
      return [
        .init(
          subject: "PostgreSQL", state: .bad,
          text: "does not answer: check --database, and whether it runs. (\(error))")
      ]
    }
  }

  private func settings(_ session: Session) async throws -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    for wanted in Self.settingsWanted {
      let value = try await session.query(Self.setting, [.text(wanted.name)]) { result throws(PostgresError) in
        try result.text(0, 0)
      }
      guard value != wanted.value else { continue }
      findings.append(
        .init(
          subject: "setting", state: .bad,
          text: "\(wanted.name) is \(value): set it to \(wanted.value), because \(wanted.why)."))
    }
    return findings.isEmpty
      ? [.init(subject: "settings", state: .good, text: "durable, and PostgreSQL's log is kept free of values")]
      : findings
  }

  private func clock(_ session: Session) async throws -> DoctorFinding {
    let theirs = try await session.query(Self.clock, []) { result throws(PostgresError) in try result.int64(0, 0) }
    let skew = abs(Double(theirs) / 1_000_000 - Date().timeIntervalSince1970)
    return skew > Self.clockSkewSecondsMax
      ? .init(
        subject: "clock", state: .bad,
        text:
          "This machine's clock and PostgreSQL's differ by \(Int(skew)) s: synchronise both, with chrony for example.")
      : .init(subject: "clock", state: .good, text: "agrees with PostgreSQL's")
  }

  private func migrations(_ database: HubDatabase) async -> DoctorFinding {
    let subject = "\(database.title) database"
    do {
      let pending = try await database.pendingMigrations()
      return pending.isEmpty
        ? .init(subject: subject, state: .good, text: "migrations up to date")
        : .init(subject: subject, state: .bad, text: "lacks \(pending.joined(separator: ", ")): run cairn migrate.")
    } catch {
      return .init(subject: subject, state: .bad, text: "\(error)")
    }
  }
}
