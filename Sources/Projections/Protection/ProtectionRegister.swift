package import EventCoding
package import EventLog
package import Logging

/// Who may look into which case, in a server's memory.
package typealias ProtectionRegister = LogRegister<CaseProtections>

extension LogRegister where Content == CaseProtections {
  /// A register that reads all that it holds from the log, where an index leads to it.
  ///
  /// - Parameters:
  ///   - head: the last event in the log when the server took it over.
  ///   - pause: waits between attempts, the longer the more there were.
  package convenience init(
    head: LogHead, store: any LogStore, opener: EventOpener, logger: Logger,
    pause: @escaping @Sendable (_ attempt: Int) async -> Void
  ) {
    self.init(
      CaseProtections(), head: head, store: store, opener: opener, logger: logger,
      restore: { () async throws(ProjectionError) in (CaseProtections(), 0) }, pause: pause)
  }
}
