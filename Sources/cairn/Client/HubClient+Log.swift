internal import CairnMessages

extension HubClient {
  /// Most entries that are asked for at a time.
  static let entriesMax: UInt32 = 2_048

  /// Where the log ends.
  func head() async throws -> LogHead {
    try await call(LogServiceMethods.getHead, GetHeadRequest(context: queryContext)).head ?? LogHead()
  }

  /// Entries from `position` on, `limit` at most.
  func entries(from position: UInt64, limit: UInt32) async throws -> [LogEntry] {
    try await call(
      LogServiceMethods.listEntries,
      ListEntriesRequest(context: queryContext, fromPosition: position, limit: limit)
    ).entries
  }

  /// Computes the log again from its first entry to the head as it stands now.
  ///
  /// - Parameter report: is told how many entries are done, of how many.
  /// - Returns: the head that the entries give.
  /// - Throws: `LogVerification.Failure` if they do not.
  func verifyLog(report: (_ done: UInt64, _ total: UInt64) -> Void) async throws -> LogHead {
    let head = try await head()
    var verification = LogVerification(head: head)
    while verification.nextPosition <= head.position {
      let left = head.position - verification.nextPosition + 1
      let limit = UInt32(min(left, UInt64(Self.entriesMax)))
      try verification.add(try await entries(from: verification.nextPosition, limit: limit))
      report(verification.nextPosition - 1, head.position)
    }
    try verification.conclude()
    return head
  }
}
