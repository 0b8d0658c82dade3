package import EventCoding
package import EventLog
package import Libpq
package import Logging

/// The agreements in a server's memory.
package typealias AgreementRegister = LogRegister<HeldAgreements>

extension LogRegister where Content == HeldAgreements {
  /// A register that begins with what the projection holds; the log has the rest.
  ///
  /// - Parameters:
  ///   - head: the last event in the log when the server took it over.
  ///   - pause: waits between attempts, the longer the more there were.
  package convenience init(
    head: LogHead, store: any LogStore, opener: EventOpener, sessions: SessionPool, logger: Logger,
    pause: @escaping @Sendable (_ attempt: Int) async -> Void
  ) {
    let query = AgreementQuery(sessions: sessions)
    self.init(
      HeldAgreements(), head: head, store: store, opener: opener, logger: logger,
      restore: { () async throws(ProjectionError) in
        do throws(PostgresError) { return try await query.agreements() } catch { throw .database(error) }
      }, pause: pause)
  }
}
