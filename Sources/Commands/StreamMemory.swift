internal import DequeModule
internal import EventLog
internal import Identifiers

/// The streams that commands are decided against: those with events not yet on disk always, the others as long as there
/// is room.
///
/// Two generations in place of a linked list: when the younger one is full the older one goes, but for what is not on disk.
package struct StreamMemory: SpeculativeMemory {
  private var young: [Identifier128: StreamEntry] = [:]
  private var old: [Identifier128: StreamEntry] = [:]
  /// Streams with events that are not on disk yet, in order of position; one that has several stands here as often.
  private var unsettled: Deque<(position: UInt64, streamID: Identifier128)> = []

  /// From how many streams on the older ones are forgotten.
  static let generationMax = 32_768

  /// Remembers nothing yet.
  package init() {}

  /// The stream, if it is remembered.
  mutating func entry(_ streamID: Identifier128) -> StreamEntry? {
    if let entry = young[streamID] { return entry }
    guard let entry = old[streamID] else { return nil }
    remember(entry, for: streamID)
    return entry
  }

  /// Remembers a stream as it was read from the disk, unless it is remembered already.
  mutating func install(_ entry: StreamEntry, for streamID: Identifier128) {
    if young[streamID] == nil, old[streamID] == nil { remember(entry, for: streamID) }
  }

  /// Remembers a stream with an event that is not on disk yet, at `entry.lastPosition`.
  mutating func speculate(_ entry: StreamEntry, for streamID: Identifier128) {
    unsettled.append((entry.lastPosition, streamID))
    remember(entry, for: streamID)
  }

  package mutating func settle(through position: UInt64) {
    while let next = unsettled.first, next.position <= position { unsettled.removeFirst() }
  }

  package mutating func forget(after position: UInt64) {
    for (_, streamID) in unsettled {
      young[streamID] = nil
      old[streamID] = nil
    }
    unsettled.removeAll(keepingCapacity: true)
  }

  private mutating func remember(_ entry: StreamEntry, for streamID: Identifier128) {
    young[streamID] = entry
    guard young.count > Self.generationMax else { return }
    let oldest = old
    old = young
    young = [:]
    for (_, streamID) in unsettled where old[streamID] == nil { young[streamID] = oldest[streamID] }
  }
}
