package import Identifiers
internal import Synchronization

/// A log in memory, for tests and for trying things out: the same rules as on disk, without the disk.
package final class InMemoryLogStore: LogStore {
  private struct Contents {
    var head: LogHead
    var claimant: Identifier128?
    var events: [StoredEvent] = []
    var versions: [Identifier128: UInt64] = [:]
    var commands: [CommandKey: Int] = [:]
  }

  private let contents: Mutex<Contents>

  /// An empty log.
  package init(logID: Identifier128) {
    contents = Mutex(
      Contents(head: LogHead(logID: logID, position: 0, epoch: 0, recordedAt: 0, frontier: MerkleFrontier())))
  }

  package func claim(_ claim: EpochClaim, by claimant: Identifier128) async throws(LogStoreError) -> LogHead {
    try contents.withLock { contents throws(LogStoreError) in
      if claim == .resume, contents.claimant != claimant { throw .fenced }
      contents.claimant = claimant
      contents.head.epoch += 1
      return contents.head
    }
  }

  package func renew(by claimant: Identifier128) async throws(LogStoreError) {
    guard contents.withLock({ $0.claimant == claimant }) else { throw .fenced }
  }

  package func append(_ batch: LogBatch, completion: @escaping @Sendable (AppendOutcome) -> Void) {
    completion(contents.withLock { Self.append(batch, to: &$0) })
  }

  private static func append(_ batch: LogBatch, to contents: inout Contents) -> AppendOutcome {
    guard
      contents.head.position == batch.base.position, contents.head.epoch == batch.base.epoch,
      contents.head.recordedAt <= batch.recordedAt
    else { return .refused(.headMoved) }
    var versions: [Identifier128: UInt64] = [:]
    var commands: Set<CommandKey> = []
    for event in batch.stored.map(\.event) {
      if event.commandMark != nil {
        let isNew = contents.commands[event.command] == nil && commands.insert(event.command).inserted
        guard isNew else { return .refused(.commandRepeated) }
      }
      let known = versions[event.streamID] ?? contents.versions[event.streamID] ?? 0
      guard event.version > known else { return .refused(.streamMoved) }
      versions[event.streamID] = event.version
    }
    for stored in batch.stored {
      if stored.event.commandMark != nil { contents.commands[stored.event.command] = contents.events.count }
      contents.events.append(stored)
    }
    contents.versions.merge(versions) { $1 }
    contents.head = batch.head
    return .durable
  }

  package func head() async throws(LogStoreError) -> LogHead {
    contents.withLock(\.head)
  }

  package func events(
    ofStream streamID: Identifier128, afterVersion version: UInt64, limit: Int
  ) async throws(LogStoreError) -> [StoredEvent] {
    contents.withLock { contents in
      Array(
        contents.events.lazy.filter { $0.event.streamID == streamID && $0.event.version > version }.prefix(limit))
    }
  }

  package func events(afterPosition position: UInt64, limit: Int) async throws(LogStoreError) -> [StoredEvent] {
    contents.withLock { Array($0.events.dropFirst(Int(position)).prefix(limit)) }
  }

  package func scan(_ stretch: LogStretch) async throws(LogStoreError) -> any LogScan {
    InMemoryLogScan(contents.withLock { $0.events.filter(stretch.contains) })
  }

  package func events(
    ofCommands commands: [CommandKey]
  ) async throws(LogStoreError) -> [CommandKey: [StoredEvent]] {
    contents.withLock { contents in
      var found: [CommandKey: [StoredEvent]] = [:]
      for command in commands {
        guard let first = contents.commands[command] else { continue }
        let count = contents.events[first].event.commandMark?.eventCount ?? 1
        found[command] = Array(contents.events[first..<(first + count)])
      }
      return found
    }
  }
}

private final class InMemoryLogScan: LogScan {
  private let rest: Mutex<ArraySlice<StoredEvent>>

  init(_ events: [StoredEvent]) { rest = Mutex(events[...]) }

  func nextPage(eventsMax: Int) async throws(LogStoreError) -> [StoredEvent] {
    rest.withLock { rest in
      defer { rest = rest.dropFirst(eventsMax) }
      return Array(rest.prefix(eventsMax))
    }
  }
}
