package import Identifiers

/// Where a log is kept. The in-memory and the PostgreSQL store pass the same contract suite.
package protocol LogStore: Sendable {
  /// Takes the log over for writing: raises the epoch and returns the head as it then stands, with nothing of an earlier
  /// writer still on its way. A claim whose answer was lost may be made again.
  ///
  /// - Parameter claimant: names one life of one server, and no other.
  func claim(_ claim: EpochClaim, by claimant: Identifier128) async throws(LogStoreError) -> LogHead

  /// Looks whether the log is still the claimant's, and renews the sign of life by which others know that it lives.
  ///
  /// - Throws: `.fenced` if another server has taken over; `.unavailable` if the writer has lost its connection.
  func renew(by claimant: Identifier128) async throws(LogStoreError)

  /// Appends a batch if the head still stands where the batch believes, in its epoch.
  ///
  /// Batches take effect in the order of the calls, and `completion` is called once for each, in the same order. The
  /// caller may have several on their way.
  func append(_ batch: LogBatch, completion: @escaping @Sendable (AppendOutcome) -> Void)

  /// The head as it stands on disk.
  func head() async throws(LogStoreError) -> LogHead

  /// Events of one stream with a version greater than `version`, in order, `limit` at most.
  func events(
    ofStream streamID: Identifier128, afterVersion version: UInt64, limit: Int
  ) async throws(LogStoreError) -> [StoredEvent]

  /// Events with a position greater than `position`, in order, `limit` at most.
  func events(afterPosition position: UInt64, limit: Int) async throws(LogStoreError) -> [StoredEvent]

  /// Begins to read a stretch of the log in bulk.
  func scan(_ stretch: LogStretch) async throws(LogStoreError) -> any LogScan

  /// All events of each of these commands, in order; nothing for those that are not in the log.
  func events(ofCommands commands: [CommandKey]) async throws(LogStoreError) -> [CommandKey: [StoredEvent]]
}

/// On which terms a server takes the log over.
package enum EpochClaim: Hashable, Sendable {
  /// Stand by until no other server lives.
  case whenFree
  /// At once, also from a server that lives.
  case force
  /// Again, after a loss of connection; fails with `.fenced` if another has claimed the log meanwhile.
  case resume
}

/// What became of a batch.
package enum AppendOutcome: Hashable, Sendable {
  /// It is on disk.
  case durable
  /// It certainly is not in the log.
  case refused(AppendRefusal)
  /// It may be in the log or not: claim the log again and look at the head.
  case ambiguous(reason: String)
}

/// Why a batch was refused.
package enum AppendRefusal: Hashable, Sendable {
  /// The head or the epoch is another: a batch before it failed, or another server took over.
  case headMoved
  /// One of its commands is in the log already.
  case commandRepeated
  /// One of its streams has moved on.
  case streamMoved
  /// The store cannot take it now, such as for want of disk.
  case unavailable(reason: String)
}

/// Why a store did not answer.
package enum LogStoreError: Error, Hashable, Sendable {
  /// Another server holds a higher epoch: step down for good.
  case fenced
  /// Not now; it may be asked again.
  case unavailable(reason: String)
  /// What was read is no log entry as this version writes it.
  case corrupt(reason: String)
}
