import EventLog
import EventLogTestSupport
import Libpq
import Testing

/// The log in PostgreSQL.
@Suite(.serialized) struct PostgresLogStoreTests {
  @Test(arguments: LogStoreContract.cases)
  func keepsTheContract(_ contractCase: LogStoreContract.Case) async throws {
    let hub = try await ScratchHub.make()
    let stores = LogStores(hub: hub)
    defer { stores.close() }
    try await contractCase.run { stores.open() }
  }

  @Test(
    arguments: ["cairn_server", "cairn_owner", "cairn"],
    [
      "update cairn.event set type = 'x'", "delete from cairn.event", "truncate cairn.event",
      "delete from cairn.log_head", "truncate cairn.log_head",
    ])
  func historyIsNotRewritten(role: String, statement: String) async throws {
    let hub = try await ScratchHub.make()
    let session = try await session(on: hub.hub) { $0.settings = [(name: "role", value: role)] }
    let error = await #expect(throws: PostgresError.self) { try await session.runScript(statement) }
    // The server's role may not even try; everybody else is refused by the table itself.
    let refusals: Set<SQLState> = [.insufficientPrivilege, SQLState(rawValue: "CN004")]
    #expect(error?.sqlState.map(refusals.contains) == true)
    if role != "cairn_server" { #expect(error?.sqlState == SQLState(rawValue: "CN004")) }
    await session.close()
  }
}

/// Stores over one log, each with sessions of its own.
private final class LogStores: Sendable {
  private let hub: ScratchHub
  private let pool: SessionPool
  private let running: Task<Void, Never>
  private let configuration: SessionConfiguration

  init(hub: ScratchHub) {
    self.hub = hub
    var configuration = SessionConfiguration(connection: hub.hub, applicationName: "cairn tests")
    configuration.settings = [(name: "role", value: "cairn_server")]
    self.configuration = configuration
    let pool = SessionPool(.init(session: configuration))
    self.pool = pool
    running = Task { await pool.run() }
  }

  func open() -> any LogStore {
    PostgresLogStore(configuration: configuration, readers: pool) { _ in await Task.yield() }
  }

  func close() { running.cancel() }
}
