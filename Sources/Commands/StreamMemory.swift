internal import DequeModule
internal import EventLog

/// The streams that commands are decided against: those with events not yet on disk always, the others as long as there
/// is room. A stream that a request names as of another kind than it is stands apart, and harms nobody else.
///
/// Two generations in place of a linked list: when the younger one is full the older one goes, but for what is not on disk.
package struct StreamMemory: SpeculativeMemory {
  private var young: [StreamReference: StreamEntry] = [:]
  private var old: [StreamReference: StreamEntry] = [:]
  /// Streams with events that are not on disk yet, in order of position; one that has several stands here as often.
  private var unsettled: Deque<(position: UInt64, stream: StreamReference)> = []

  /// From how many streams on the older ones are forgotten.
  static let generationMax = 32_768

  /// Remembers nothing yet.
  package init() {}

  /// The stream, if it is remembered.
  mutating func entry(_ stream: StreamReference) -> StreamEntry? {
    if let entry = young[stream] { return entry }
    guard let entry = old[stream] else { return nil }
    remember(entry, for: stream)
    return entry
  }

  /// Remembers a stream as it was read from the disk, unless it is remembered already.
  mutating func install(_ entry: StreamEntry, for stream: StreamReference) {
    if young[stream] == nil, old[stream] == nil { remember(entry, for: stream) }
  }

  /// Remembers a stream with an event that is not on disk yet, at `entry.lastPosition`.
  mutating func speculate(_ entry: StreamEntry, for stream: StreamReference) {
    unsettled.append((entry.lastPosition, stream))
    remember(entry, for: stream)
  }

  package mutating func settle(through position: UInt64) {
    while let next = unsettled.first, next.position <= position { unsettled.removeFirst() }
  }

  package mutating func forget(after position: UInt64) {
    for (_, stream) in unsettled {
      young[stream] = nil
      old[stream] = nil
    }
    unsettled.removeAll(keepingCapacity: true)
  }

  private mutating func remember(_ entry: StreamEntry, for stream: StreamReference) {
    young[stream] = entry
    guard young.count > Self.generationMax else { return }
    let oldest = old
    old = young
    young = [:]
    for (_, stream) in unsettled where old[stream] == nil { young[stream] = oldest[stream] }
  }
}
