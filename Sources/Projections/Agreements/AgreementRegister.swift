package import CairnDomain
package import EventCoding
package import EventLog
package import Identifiers
package import Libpq
package import Logging
internal import Synchronization

/// The agreements in a server's memory: never older than what has been answered for, so that an amendment or a suspension
/// holds for the next query.
package final class AgreementRegister: Sendable {
  private struct State {
    var agreements = HeldAgreements()
    /// Where events of agreements may stand that are on disk and not folded in yet; `nil` while there are none.
    var unread: ClosedRange<UInt64>?
    var policy: (day: CivilDate, policy: SharingPolicy)?
  }

  private let state: Mutex<State>
  private let folded = Checkpoint(position: 0)
  private let noted = Checkpoint(position: 0)
  private let store: any LogStore
  private let opener: EventOpener
  private let query: AgreementQuery
  private let logger: Logger
  private let pause: @Sendable (_ attempt: Int) async -> Void

  private static let types = Set(EventType.ofAgreements.map(\.rawValue))
  private static let otherTypes = EventType.allCases.map(\.rawValue).filter { !types.contains($0) }
  /// A longer stretch of the log is read in bulk, without the events of others.
  private static let pageEventsMax: UInt64 = 1_024

  /// A register that has read nothing yet.
  ///
  /// - Parameters:
  ///   - head: the last event in the log when the server took it over.
  ///   - pause: waits between attempts, the longer the more there were.
  package init(
    head: LogHead, store: any LogStore, opener: EventOpener, sessions: SessionPool, logger: Logger,
    pause: @escaping @Sendable (_ attempt: Int) async -> Void
  ) {
    state = Mutex(State(unread: head.position > 0 ? 1...head.position : nil))
    self.store = store
    self.opener = opener
    query = AgreementQuery(sessions: sessions)
    self.logger = logger
    self.pause = pause
  }

  /// Takes note of a batch that is on disk, before anybody is answered who waited for it. To be called in order.
  package func note(_ batch: LogBatch) {
    guard let first = batch.stored.first(where: { Self.types.contains($0.event.type) }) else { return }
    state.withLock { state in
      state.unread = (state.unread?.lowerBound ?? first.position)...batch.head.position
    }
    noted.advance(to: batch.head.position)
  }

  /// Reads the agreements, and keeps up with the log until the task is cancelled.
  package func run() async {
    var attempt = 0
    var isLoaded = false
    while !Task.isCancelled {
      do throws(ProjectionError) {
        if !isLoaded { try await load() }
        isLoaded = true
        while let stretch = state.withLock(\.unread) { try await read(stretch) }
        attempt = 0
        guard await noted.wait(for: folded.position + 1) else { return }
      } catch {
        attempt += 1
        logger.warning("the agreements cannot be read now: queries that need them wait")
        await pause(attempt)
      }
    }
  }

  /// Begins with what the projection holds; the log has the rest.
  private func load() async throws(ProjectionError) {
    let loaded: (agreements: HeldAgreements, position: UInt64)
    do throws(PostgresError) { loaded = try await query.agreements() } catch { throw .database(error) }
    state.withLock { $0.agreements = loaded.agreements }
    settle(through: loaded.position)
  }

  private func read(_ stretch: ClosedRange<UInt64>) async throws(ProjectionError) {
    do throws(LogStoreError) {
      for opened in try await opener.open(try await events(in: stretch)) {
        let stream = opened.stored.event.streamID
        state.withLock { state in
          if let event = opened.event {
            state.agreements.fold(event, on: stream)
          } else {
            state.agreements.leaveOut(stream)
          }
        }
        if opened.event == nil {
          logger.error(
            "an event of an agreement cannot be read: nothing is shared by that agreement",
            metadata: ["stream": "\(stream)", "position": "\(opened.stored.position)"])
        }
        settle(through: opened.stored.position)
      }
      settle(through: stretch.upperBound)
    } catch {
      throw .store(error)
    }
  }

  private func events(in stretch: ClosedRange<UInt64>) async throws(LogStoreError) -> [StoredEvent] {
    guard UInt64(stretch.count) > Self.pageEventsMax else {
      return try await store.events(afterPosition: stretch.lowerBound - 1, limit: stretch.count)
        .filter { Self.types.contains($0.event.type) }
    }
    let scan = try await store.scan(
      LogStretch(
        afterPosition: stretch.lowerBound - 1, throughPosition: stretch.upperBound, exceptTypes: Self.otherTypes))
    var events: [StoredEvent] = []
    while case let page = try await scan.nextPage(eventsMax: Int(Self.pageEventsMax)), !page.isEmpty {
      events += page.filter { Self.types.contains($0.event.type) }
    }
    return events
  }

  /// Everything up to here is folded in.
  private func settle(through position: UInt64) {
    state.withLock { state in
      state.policy = nil
      guard let unread = state.unread, unread.lowerBound <= position else { return }
      state.unread = unread.upperBound > position ? (position + 1)...unread.upperBound : nil
    }
    folded.advance(to: position)
  }

  /// Waits until everything is folded in that was on disk when this was called.
  private func catchUp() async throws(CancellationError) {
    guard let unread = state.withLock(\.unread) else { return }
    guard await folded.wait(for: unread.upperBound) else { throw CancellationError() }
  }

  /// Every agreement with the id of its stream, in no order.
  package func records() async throws(CancellationError) -> [(stream: Identifier128, record: AgreementRecord)] {
    try await catchUp()
    return state.withLock(\.agreements.records)
  }

  /// The agreement of a stream; `nil` if there is none.
  package func record(of stream: Identifier128) async throws(CancellationError) -> AgreementRecord? {
    try await catchUp()
    return state.withLock { $0.agreements[stream] }
  }

  /// What the agreements say on a day in London.
  package func policy(on day: CivilDate) async throws(CancellationError) -> SharingPolicy {
    try await catchUp()
    return state.withLock { state in
      if let known = state.policy, known.day == day { return known.policy }
      let policy = SharingPolicy(state.agreements.records.map(\.record), on: day)
      state.policy = (day, policy)
      return policy
    }
  }
}
