package import CairnDomain
package import EventCoding
package import EventLog
internal import Identifiers
package import Logging

/// Counts the quality of what agencies sent, straight from a hub's log, beside a server that runs or without one.
package struct HubQuality: Sendable {
  private let store: any LogStore
  private let opener: EventOpener
  private let head: LogHead

  /// What is being done with the log.
  package enum Stage: Sendable {
    /// Streams are looked for in which findings were settled.
    case searching
    case counting
  }

  /// Streams fall into so many parts, counted side by side.
  private static let partCount = 4
  private static let pageEventsMax = 8_192
  /// How much of the log is searched at a time, so that it can be told how far the search has come.
  private static let searchedEventsMax: UInt64 = 262_144

  /// Opens the hub's databases for the duration of `body`.
  ///
  /// - Throws: what `body` throws; `KeyFile.Failure`, `LogStoreError` if they cannot be opened.
  package static func with<Value: Sendable>(
    _ configuration: HubConfiguration, logger: Logger,
    _ body: @escaping @Sendable (HubQuality) async throws -> Value
  ) async throws -> Value {
    try await HubFoundation.with(configuration, logger: logger) { foundation in
      let head = try await foundation.store.head()
      return try await body(HubQuality(store: foundation.store, opener: foundation.opener(of: head), head: head))
    }
  }

  /// Counts a log up to where it ended.
  package init(store: any LogStore, opener: EventOpener, head: LogHead) {
    self.store = store
    self.opener = opener
    self.head = head
  }

  /// Of the last event in the log when this was opened: up to there it is counted.
  package var headPosition: UInt64 { head.position }

  /// Counts the log, and sums up.
  ///
  /// - Parameters:
  ///   - months: to count; `nil` for all.
  ///   - report: is told how many positions of the log are done in a stage.
  /// - Throws: `LogStoreError`.
  package func report(
    months: ClosedRange<QualityMonth>?, progress report: (Stage, UInt64) -> Void
  ) async throws -> QualityReport {
    let settled = try await settledStreams(report)
    let parts = (0..<Self.partCount).map { _ in
      CountingPart(QualityCount(months: months, settledStreams: settled), opener: opener)
    }
    let scan = try await scan(after: 0, through: head.position, except: QualityCount.otherTypes)
    var page = try await scan.nextPage(eventsMax: Self.pageEventsMax)
    while let last = page.last {
      // The next page comes while this one is opened.
      async let next = scan.nextPage(eventsMax: Self.pageEventsMax)
      try await Self.fold(page, into: parts)
      report(.counting, last.position)
      page = try await next
    }
    var count = QualityCount()
    for part in parts { count = count.merging(await part.count) }
    return QualityReport(of: count, position: head.position, recordedAtMicroseconds: head.recordedAt)
  }

  /// Streams whose open findings must be remembered, because some of them come to be corrected or answered.
  private func settledStreams(_ report: (Stage, UInt64) -> Void) async throws -> Set<Identifier128> {
    let others = Set(EventType.allCases).subtracting(QualityCount.settlingTypes)
    var streams: Set<Identifier128> = []
    var position: UInt64 = 0
    while position < head.position {
      let through = min(head.position, position + Self.searchedEventsMax)
      let scan = try await scan(after: position, through: through, except: others)
      while case let page = try await scan.nextPage(eventsMax: Self.pageEventsMax), !page.isEmpty {
        for stored in page { streams.insert(stored.event.streamID) }
      }
      position = through
      report(.searching, position)
    }
    return streams
  }

  private func scan(
    after position: UInt64, through: UInt64, except types: Set<EventType>
  ) async throws -> any LogScan {
    try await store.scan(
      LogStretch(afterPosition: position, throughPosition: through, exceptTypes: types.map(\.rawValue).sorted()))
  }

  private static func fold(_ page: [StoredEvent], into parts: [CountingPart]) async throws {
    var portions = [[StoredEvent]](repeating: [], count: partCount)
    // The last byte of a stream's id is random in every version of UUID in use.
    for stored in page { portions[Int(stored.event.streamID.low & 0xFF) % partCount].append(stored) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (part, portion) in zip(parts, portions) where !portion.isEmpty {
        group.addTask { try await part.fold(portion) }
      }
      try await group.waitForAll()
    }
  }
}

/// Counts some of the streams. An actor, because it waits for the keys that open what it counts.
private actor CountingPart {
  private(set) var count: QualityCount
  private let opener: EventOpener

  init(_ count: QualityCount, opener: EventOpener) {
    self.count = count
    self.opener = opener
  }

  func fold(_ events: [StoredEvent]) async throws(LogStoreError) {
    let concerning = events.filter {
      count.concerns(EventType(rawValue: $0.event.type), recordedAtMicroseconds: $0.recordedAt)
    }
    for opened in try await opener.open(concerning) {
      let event = opened.stored.event
      let envelope = EventEnvelope(
        stream: event.streamID, version: event.version, agencyID: event.command.agencyID,
        recordedAtMicroseconds: opened.stored.recordedAt)
      switch opened.content {
      case .event(let content, _): count.fold(content, envelope)
      case .erased: count.miss(EventType(rawValue: event.type), envelope, isErased: true)
      case .unreadable: count.miss(EventType(rawValue: event.type), envelope, isErased: false)
      }
    }
  }
}
