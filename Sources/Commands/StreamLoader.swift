internal import CairnDomain
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import Synchronization

/// Reads streams into the sequencer's memory.
///
/// A stream is read by one reader at a time and only while it is not remembered. Nothing can be appended to it in between,
/// since whoever appends needs it remembered: so what is read is never stale.
final class StreamLoader: Sendable {
  private let store: any LogStore
  private let opener: EventOpener
  private let sequencer: Sequencer<StreamMemory>
  private let loading = Mutex<[StreamReference: Task<LogStoreError?, Never>]>([:])

  /// How many events are read at a time.
  private static let pageEvents = 1_024

  init(store: any LogStore, opener: EventOpener, sequencer: Sequencer<StreamMemory>) {
    self.store = store
    self.opener = opener
    self.sequencer = sequencer
  }

  /// Sees to it that all these streams were remembered at some moment during the call.
  func load(_ streams: [StreamReference]) async throws(LogStoreError) {
    for stream in streams {
      let task = loading.withLock { loading in
        if let running = loading[stream] { return running }
        let task = Task { await read(stream) }
        loading[stream] = task
        return task
      }
      if let error = await task.value { throw error }
    }
  }

  private func read(_ stream: StreamReference) async -> LogStoreError? {
    defer { loading.withLock { $0[stream] = nil } }
    guard !sequencer.withMemory({ memory, _ in memory.entry(stream) != nil }) else { return nil }
    do throws(LogStoreError) {
      var entry = StreamEntry(initial: stream.kind)
      while true {
        let page = try await store.events(ofStream: stream.id, afterVersion: entry.version, limit: Self.pageEvents)
        for opened in try await opener.open(page) { try entry.fold(opened, on: stream.id) }
        guard page.count == Self.pageEvents else { break }
      }
      let loaded = entry
      sequencer.withMemory { memory, _ in memory.install(loaded, for: stream) }
      return nil
    } catch {
      return error
    }
  }
}

extension StreamEntry {
  /// Folds an event that was read from the log.
  fileprivate mutating func fold(_ opened: OpenedEvent, on streamID: Identifier128) throws(LogStoreError) {
    // What is remembered wrongly would decide wrongly until it is forgotten.
    guard opened.stored.event.streamID == streamID, opened.stored.event.version == version + 1 else {
      throw .unavailable(reason: "the store gave other events than those of the stream")
    }
    version = opened.stored.event.version
    lastPosition = opened.stored.position
    switch opened.content {
    case .event(let event, let key):
      state.evolve(event)
      if let scope = state.laterScope(in: opened.stored.event.streamID) { _ = self.key(scope) { key } }
    // Whoever decides sees a stream without the event, as everybody else does.
    case .erased: break
    case .unreadable(let reason):
      throw .corrupt(reason: "stream \(opened.stored.event.streamID), version \(version): \(reason)")
    }
  }
}
