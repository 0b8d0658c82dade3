package import EventLog

extension LogStore {
  /// All events of a command, in order; empty if it is not in the log.
  package func events(ofCommand command: CommandKey) async throws(LogStoreError) -> [StoredEvent] {
    try await events(ofCommands: [command])[command] ?? []
  }
}
