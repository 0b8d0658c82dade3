internal import CairnServer
internal import EmbeddedPostgres
internal import Foundation
internal import Logging

extension HubDatabases {
  /// Runs `body` with what opens the databases that the options name, to work on them directly: beside a server that runs,
  /// or without one. Only in the form that this version needs: what takes hours must not fail at its end for want of it.
  ///
  /// - Throws: ``NoHub`` where there is none: it is not made for being looked at.
  static func besideServer<Value: Sendable>(
    _ data: DataOptions, _ body: @escaping @Sendable (HubConfiguration) async throws -> Value
  ) async throws -> Value {
    if data.database == nil, let running = try running(in: data) {
      try await running.expectMigrated()
      return try await body(running.configuration(data))
    }
    guard data.database != nil || EmbeddedCluster.isMade(in: data.directory) else {
      throw NoHub(directory: data.directory.path)
    }
    return try await Stopping.cancels {
      try await with(data, logger: .quiet) { databases in
        try await databases.expectMigrated()
        return try await body(databases.configuration(data))
      }
    }
  }

  private func configuration(_ data: DataOptions) -> HubConfiguration {
    HubConfiguration(
      database: hub.connection, keysDatabase: keys.connection, keyFile: data.keyFile.path, addresses: [],
      callers: CallerRegister(believesClaims: false, unixUsers: [:]))
  }
}

/// There is nothing to work on where the command line says.
struct NoHub: ExitCoded {
  let directory: String
  let exitCode = EX_UNAVAILABLE

  var description: String {
    """
    There is no hub in \(directory), or none that this user may see: give --data or --database as its server has it, or \
    make one with cairn serve.
    """
  }
}
