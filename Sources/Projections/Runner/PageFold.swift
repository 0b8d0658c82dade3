internal import CairnDomain
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import Libpq
internal import Logging

/// Folds pages of events into one generation of a projection, and parks the streams whose events cannot be read: they
/// are left out from there on, readers are told, and nothing else is held up.
struct PageFold: Sendable {
  let projection: any Projection
  let generation: Int32
  private let opener: EventOpener
  private let logger: Logger
  /// Streams that are left out, each from a position on.
  private var parked: [Identifier128: UInt64]
  /// Events that an operator has decided to leave out.
  private let skipped: Set<UInt64>
  /// Types that do not concern the projection. One that this program does not know is none of them: it may concern every
  /// projection.
  private var otherTypes: TypeNames

  init(
    _ projection: any Projection, generation: Int32, omissions: Omissions, opener: EventOpener, logger: Logger
  ) {
    self.projection = projection
    self.generation = generation
    self.opener = opener
    self.logger = logger
    parked = omissions.parked
    skipped = omissions.skipped
    otherTypes = TypeNames(projection.otherTypes)
  }

  /// What the page changes. From then on the page counts as folded in: if its steps do not come to be committed, go on
  /// with a copy from before.
  mutating func fold(_ events: [StoredEvent]) async throws(ProjectionError) -> [BulkStep] {
    let mine = events.filter { concerns($0) }
    guard !mine.isEmpty else { return [] }
    let opened: [OpenedEvent]
    do throws(LogStoreError) { opened = try await opener.open(mine, damagedKeys: projection.damagedKeys) } catch {
      throw .store(error)
    }
    let parking = park(opened)
    let readable = opened.filter { !isParked($0.stored) }
    guard !readable.isEmpty else { return parking }
    return parking + (try await projection.fold(readable, generation: generation))
  }

  private mutating func concerns(_ stored: StoredEvent) -> Bool {
    if otherTypes.contains(stored.event.type) { return false }
    return !isParked(stored) && !skipped.contains(stored.position)
  }

  private func isParked(_ stored: StoredEvent) -> Bool {
    parked[stored.event.streamID].map { stored.position >= $0 } ?? false
  }

  private mutating func park(_ events: [OpenedEvent]) -> [BulkStep] {
    var steps: [BulkStep] = []
    for opened in events {
      guard case .unreadable(let reason) = opened.content, !isParked(opened.stored) else { continue }
      parked[opened.stored.event.streamID] = opened.stored.position
      steps.append(
        .run(OmissionStatements.park(opened.stored, name: projection.name, generation: generation, reason: reason)))
      logger.error(
        "an event cannot be read: its stream is parked",
        metadata: [
          "projection": "\(projection.name)", "stream": "\(opened.stored.event.streamID)",
          "position": "\(opened.stored.position)", "reason": "\(reason)",
        ])
    }
    return steps
  }
}
