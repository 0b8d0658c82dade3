internal import CairnDomain
internal import Commands
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import Logging
internal import Projections

/// Keeps a table of certificates as the log says: read whole before anybody is let in, then followed event by event.
struct CertificateWatch: Sendable {
  let table: CertificateTable
  /// How far it has come.
  let checkpoint: Checkpoint
  private let feed: LogFeed
  private let opener: EventOpener
  private let logger: Logger

  /// How many events are read at a time.
  private static let pageEvents = 1_024

  /// Fills the table.
  ///
  /// - Parameter head: up to there it is filled, from there it is followed.
  /// - Throws: `LogStoreError`, also for an event that cannot be read: it might be a revocation.
  init(
    _ table: CertificateTable, store: any LogStore, head: LogHead, feed: LogFeed, opener: EventOpener, logger: Logger
  ) async throws {
    self.table = table
    self.feed = feed
    self.opener = opener
    self.logger = logger
    checkpoint = Checkpoint(position: head.position)
    var version: UInt64 = 0
    while true {
      let page = try await store.events(
        ofStream: CertificateStream.id, afterVersion: version, limit: Self.pageEvents)
      try await take(page)
      guard page.count == Self.pageEvents, let last = page.last else { return }
      version = last.event.version
    }
  }

  /// Follows the log until the task is cancelled.
  ///
  /// - Parameter changed: called after certificates were issued or revoked.
  func run(changed: () -> Void) async {
    var reader = LogReader(feed, after: checkpoint.position, appetite: .small)
    var attempt = 0
    while !Task.isCancelled {
      do throws(LogStoreError) {
        let events = try await reader.next()
        let ofCertificates = events.filter { $0.event.streamID == CertificateStream.id }
        try await take(ofCertificates)
        if !ofCertificates.isEmpty { changed() }
        checkpoint.advance(to: reader.position)
        attempt = 0
      } catch {
        // Whoever revokes a certificate is not answered before it is taken in here.
        logger.warning("certificates cannot be followed now", metadata: ["reason": "\(error)"])
        reader = LogReader(feed, after: checkpoint.position, appetite: .small)
        await Backoff.pause(attempt)
        attempt += 1
      }
    }
  }

  private func take(_ events: [StoredEvent]) async throws(LogStoreError) {
    var opened: [DomainEvent] = []
    for event in try await opener.open(events) {
      switch event.content {
      case .event(let event, _): opened.append(event)
      case .erased: break
      case .unreadable(let reason):
        throw .corrupt(reason: "certificates, version \(event.stored.event.version): \(reason)")
      }
    }
    table.fold(opened)
  }
}
