import EmbeddedPostgres
import Foundation
import Libpq
import Logging
import Synchronization

/// The PostgreSQL of this test run: one cluster for all tests, in a folder of its own, gone when the process is.
actor ScratchCluster {
  private let cluster: EmbeddedCluster
  nonisolated let directory: URL
  private var databaseCount = 0
  /// The last migration of a hub's databases, for the next to wait for.
  var migrating: Task<Void, Never>?
  private static let starting = Task {
    try await ScratchCluster(directory: try TemporaryDirectory.make(named: "scratch"))
  }

  /// The one cluster, started on first use.
  static func shared() async throws -> ScratchCluster { try await starting.value }

  private init(directory: URL) async throws {
    self.directory = directory
    try ClusterReaper.watch(directory)
    var configuration = EmbeddedCluster.Configuration(dataDirectory: directory)
    configuration.databases = []
    cluster = EmbeddedCluster(
      configuration, logger: Logger(label: "scratch", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await cluster.start()
  }

  /// A database of its own for one test.
  func makeDatabase() async throws -> ConnectionString {
    databaseCount += 1
    let name = "test_\(databaseCount)"
    let administration = try await cluster.connection(database: "postgres")
    let session = try await Session.connect(
      SessionConfiguration(connection: administration, applicationName: "tests"))
    try await session.runScript("create database \(name)")
    await session.close()
    return administration.onDatabase(name)
  }
}

/// Stops and removes a cluster when this process has ended, in whatever way it did: a shell waits for the end of a pipe
/// that only we hold open.
enum ClusterReaper {
  private static let pipes = Mutex<[FileHandle]>([])

  static func watch(_ directory: URL) throws {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      """
      cat >/dev/null
      pid=$(head -n 1 "$0/postgres/data/postmaster.pid" 2>/dev/null)
      [ -z "$pid" ] || kill -QUIT "$pid"
      while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
      rm -rf "$0"
      """, directory.path,
    ]
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    // A postmaster must not inherit it, or the end would never come.
    _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try process.run()
    pipes.withLock { $0.append(pipe.fileHandleForWriting) }
  }
}
