package import AccessLog
package import Logging

/// What operators do with a hub's log of access, straight on its database, beside a server that runs or without one.
package enum HubAudit {
  /// What came of computing its hashes again.
  package enum Verification: Sendable {
    /// Every record is there, as it was written, up to this head.
    case good(AccessHead)
    /// Something was changed or taken out.
    case bad(AccessVerification.Fault)
  }

  private static let pagesMax = 64

  /// Computes every leaf and the root again, and compares the end with the head that stood there at the beginning.
  ///
  /// - Throws: `KeyFile.Failure`, `LogStoreError`, `PostgresError` if the databases cannot be read.
  package static func verify(_ configuration: HubConfiguration, logger: Logger) async throws -> Verification {
    try await HubFoundation.with(configuration, logger: logger) { foundation in
      let reader = AccessLogReader(sessions: foundation.sessions.hub)
      let head = try await reader.head()
      var verification = AccessVerification(of: head)
      do {
        while !verification.isAtEnd {
          try verification.add(try await reader.records(after: verification.position, pagesMax: pagesMax))
        }
        try verification.conclude()
        return .good(head)
      } catch let fault as AccessVerification.Fault {
        return .bad(fault)
      }
    }
  }
}
