internal import CairnDomain
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import Libpq
internal import Logging

/// Folds pages of events into one generation of a projection, and parks the streams whose events, or whose rows,
/// cannot be read: they are left out from there on, readers are told, and nothing else is held up.
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
    var parking: [Identifier128: Parking] = [:]
    for opened in opened {
      if case .unreadable(let reason) = opened.content { park(opened.stored, reason, &parking) }
    }
    let readable = opened.filter { !isParked($0.stored) }
    var folded = Folded([])
    if !readable.isEmpty { folded = try await projection.fold(readable, generation: generation) }
    // Where a row cannot be read, events before one that cannot be read are left out as well.
    for opened in readable {
      if let reason = folded.unreadable[opened.stored.event.streamID] { park(opened.stored, reason, &parking) }
    }
    return parking.values.map(step) + folded.steps
  }

  private mutating func concerns(_ stored: StoredEvent) -> Bool {
    if otherTypes.contains(stored.event.type) { return false }
    return !isParked(stored) && !skipped.contains(stored.position)
  }

  private func isParked(_ stored: StoredEvent) -> Bool {
    parked[stored.event.streamID].map { stored.position >= $0 } ?? false
  }

  /// The first event of a stream that is left out.
  private struct Parking {
    let stored: StoredEvent
    let reason: String
  }

  /// Leaves a stream out from this event on, unless it is left out from there already.
  private mutating func park(_ stored: StoredEvent, _ reason: String, _ parking: inout [Identifier128: Parking]) {
    guard !isParked(stored) else { return }
    parked[stored.event.streamID] = stored.position
    parking[stored.event.streamID] = Parking(stored: stored, reason: reason)
  }

  private func step(_ parking: Parking) -> BulkStep {
    let (stored, reason) = (parking.stored, parking.reason)
    logger.error(
      "an event cannot be folded in: its stream is parked",
      metadata: [
        "projection": "\(projection.name)", "stream": "\(stored.event.streamID)", "position": "\(stored.position)",
        "reason": "\(reason)",
      ])
    return .run(OmissionStatements.park(stored, name: projection.name, generation: generation, reason: reason))
  }
}
