internal import DequeModule
internal import EventLog
internal import Identifiers

/// The streams that commands are decided against: those with events not yet on disk always, the others as long as there
/// is room.
package struct StreamMemory: SpeculativeMemory {
  private var settled: RecencyCache<Identifier128, StreamEntry>
  private var speculative: [Identifier128: StreamEntry] = [:]
  private var speculativeOrder: Deque<(position: UInt64, streamID: Identifier128)> = []

  /// How many streams are remembered that rest on the disk.
  package static let settledStreamsMax = 131_072

  /// Remembers nothing yet.
  package init() {
    settled = RecencyCache(capacity: Self.settledStreamsMax)
  }

  /// The stream, if it is remembered.
  mutating func entry(_ streamID: Identifier128) -> StreamEntry? {
    speculative[streamID] ?? settled[streamID]
  }

  /// Remembers a stream as it was read from the disk, unless it is remembered already.
  mutating func install(_ entry: StreamEntry, for streamID: Identifier128) {
    if speculative[streamID] == nil, settled[streamID] == nil { settled[streamID] = entry }
  }

  /// Remembers a stream with an event that is not on disk yet, at `entry.lastPosition`.
  mutating func speculate(_ entry: StreamEntry, for streamID: Identifier128) {
    settled[streamID] = nil
    speculative[streamID] = entry
    speculativeOrder.append((entry.lastPosition, streamID))
  }

  package mutating func settle(through position: UInt64) {
    while let next = speculativeOrder.first, next.position <= position {
      speculativeOrder.removeFirst()
      // A stream with a later event stays until that one is on disk.
      guard let entry = speculative[next.streamID], entry.lastPosition == next.position else { continue }
      speculative[next.streamID] = nil
      settled[next.streamID] = entry
    }
  }

  package mutating func forget(after position: UInt64) {
    speculative.removeAll(keepingCapacity: true)
    speculativeOrder.removeAll(keepingCapacity: true)
  }
}
