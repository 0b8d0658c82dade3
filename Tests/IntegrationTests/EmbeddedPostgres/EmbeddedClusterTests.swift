import EmbeddedPostgres
import Foundation
import Libpq
import Logging
import Testing

@Suite("The embedded cluster", .timeLimit(.minutes(2)))
struct EmbeddedClusterTests {
  private func makeDirectory(_ name: String = "cluster") throws -> URL {
    let directory = try TemporaryDirectory.make(named: name)
    try ClusterReaper.watch(directory)
    return directory
  }

  private func cluster(_ directory: URL) -> EmbeddedCluster {
    EmbeddedCluster(
      EmbeddedCluster.Configuration(dataDirectory: directory),
      logger: Logger(label: "cluster", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  /// Whether a process lives; one that is dead and not yet buried does not.
  private func lives(_ processID: Int32) -> Bool {
    let stat = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8)
    // Behind the name: the state, five numbers, and the flags of the kernel's include/linux/sched.h, of which the third
    // is PF_EXITING. From then on it holds nothing, and is not a zombie yet.
    let fields = stat?.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 6, let flags = UInt32(fields[6]) else { return false }
    return fields[0] != "Z" && flags & 4 == 0
  }

  private func answers(_ cluster: EmbeddedCluster, database: String = "cairn") async throws -> Bool {
    let session = try await session(on: try await cluster.connection(database: database))
    let outcome = await session.outcome(of: [Step(one)])
    await session.close()
    return outcome.kind == "committed"
  }

  @Test("It is made as it should be, with its databases, and stops")
  func isMade() async throws {
    let directory = try makeDirectory()
    let cluster = cluster(directory)
    try await cluster.start()
    let postmaster = try #require(await cluster.postmasterProcessID)
    #expect(try await answers(cluster, database: "cairn_keys"))
    let session = try await session(on: try await cluster.connection(database: "cairn"))
    let expected = [
      "data_checksums": "on", "server_encoding": "UTF8", "lc_collate": "C", "listen_addresses": "", "fsync": "on",
      "synchronous_commit": "on", "jit": "off", "max_connections": "100", "log_min_error_statement": "panic",
      "log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0", "logging_collector": "on",
      "unix_socket_permissions": "0700",
    ]
    let setting = Statement(name: "setting", sql: "select current_setting($1)", parameterTypes: [.text])
    for (name, value) in expected {
      let found = try await session.query(setting, [.text(name)]) { result throws(PostgresError) in
        try result.text(0, 0)
      }
      #expect(found == value, "\(name)")
    }
    await session.close()
    let socketFolder = try await cluster.connection(database: "cairn").values["host"]
    let attributes = try FileManager.default.attributesOfItem(atPath: try #require(socketFolder))
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    #expect(getsid(postmaster) == postmaster, "Ctrl-C at our terminal must not reach it")
    await cluster.stop()
    #expect(!lives(postmaster))
    await #expect(throws: ClusterError.self) { try await cluster.connection(database: "cairn") }
  }

  private static let sleepers = Statement(
    name: "sleepers",
    sql: "select count(*) from pg_stat_activity where state = 'active' and query = 'select pg_sleep(600)'")

  @Test("A killed postmaster is started again by the one that watches")
  func isRestarted() async throws {
    let cluster = cluster(try makeDirectory())
    try await cluster.start()
    let first = try #require(await cluster.postmasterProcessID)
    // A session that works on is an orphan when its postmaster dies.
    let working = try await session(on: try await cluster.connection(database: "cairn"))
    let sleeping = Statement(name: "sleep", sql: "select pg_sleep(600)")
    let log = OutcomeLog(expecting: 1)
    try working.enqueue([Step(sleeping)]) { log.record(0, $0) }
    // What was not sent yet would have another outcome.
    let watching = try await session(on: try await cluster.connection(database: "cairn"))
    while try await watching.query(Self.sleepers, decode: { result throws(PostgresError) in try result.int64(0, 0) })
      == 0
    {
      await Task.yield()
    }
    await watching.close()
    let running = Task { try await cluster.run() }
    kill(first, SIGKILL)
    while await cluster.postmasterProcessID == first { await Task.yield() }
    #expect(try await answers(cluster))
    #expect(await log.all().map(\.1.kind) == ["ambiguous"])
    let second = try #require(await cluster.postmasterProcessID)
    running.cancel()
    try await running.value
    #expect(!lives(second), "it stops with the one that runs it")
  }

  @Test("What a dead owner left running is adopted, not restarted")
  func isAdopted() async throws {
    let directory = try makeDirectory()
    var dying: EmbeddedCluster? = cluster(directory)
    try await dying?.start()
    let postmaster = await dying?.postmasterProcessID
    dying = nil
    let next = cluster(directory)
    try await next.start()
    #expect(await next.isOwner)
    #expect(await next.postmasterProcessID == postmaster)
    #expect(try await answers(next))
    await next.stop()
  }

  @Test("A second user neither stops it nor owns it, until the first has gone")
  func hasOneOwner() async throws {
    let directory = try makeDirectory()
    let first = cluster(directory)
    try await first.start()
    let second = cluster(directory)
    try await second.start()
    #expect(await !second.isOwner)
    await second.stop()
    #expect(try await answers(first))
    try await second.start()
    let running = Task { try await second.run() }
    await first.stop()
    while await !second.isOwner { await Task.yield() }
    while (try? await answers(second)) != true { await Task.yield() }
    running.cancel()
    try await running.value
  }

  @Test("A data directory with a long path gets its socket in a short place, gone when it stops")
  func fitsTheSocket() async throws {
    let directory = try makeDirectory().appending(path: String(repeating: "long", count: 25))
    let cluster = cluster(directory)
    try await cluster.start()
    let folder = try #require(try await cluster.connection(database: "cairn").values["host"])
    #expect(!folder.hasPrefix(directory.path))
    #expect(try await answers(cluster))
    await cluster.stop()
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("A folder that PostgreSQL's user cannot enter is named", .enabled(if: geteuid() == 0))
  func namesTheFolder() async throws {
    let directory = try makeDirectory()
    let closed = directory.appending(path: "closed", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(
      at: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let error = await #expect(throws: ClusterError.self) {
      try await cluster(closed.appending(path: "data")).start()
    }
    #expect(error?.code == .unusableFolder)
    #expect(error?.message.contains("\(closed.path) ") == true || error?.message.contains("\(closed.path).") == true)
  }

  @Test("A cluster that was never finished is made anew")
  func survivesInterruptedMaking() async throws {
    let directory = try makeDirectory()
    let unfinished = directory.appending(path: "postgres/data.unfinished/base")
    try FileManager.default.createDirectory(at: unfinished, withIntermediateDirectories: true)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o711], ofItemAtPath: directory.appending(path: "postgres").path)
    let cluster = cluster(directory)
    try await cluster.start()
    #expect(try await answers(cluster))
    await cluster.stop()
  }
}
