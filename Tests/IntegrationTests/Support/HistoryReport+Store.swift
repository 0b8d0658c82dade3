import EventLog
import History

extension HistoryReport {
  /// Holds a recorder's history against the log that a store holds.
  static func of(
    _ recorder: HistoryRecorder, heldAgainst store: PostgresLogStore, knowsAll: Bool = false
  ) async throws -> HistoryReport {
    try recorder.flush()
    var evidence = Evidence()
    try evidence.read(recorder.path)
    let head = try await store.head()
    var position: UInt64 = 0
    while true {
      // What was given up by its clients may be recorded meanwhile.
      let limit = min(2_048, Int(head.position - position))
      let page = limit > 0 ? try await store.events(afterPosition: position, limit: limit) : []
      guard let last = page.last else { return evidence.check(end: LogEnd(head), knowsAll: knowsAll) }
      for stored in page { evidence.append(LoggedEvent(stored, logID: head.logID)) }
      position = last.position
    }
  }
}
