package import Identifiers

/// Reads a stretch of the log in order, in bulk. Its reader alone holds it, and asks again when it has done with a page.
package protocol LogScan: Sendable {
  /// The next events, `eventsMax` at most; none at the end.
  func nextPage(eventsMax: Int) async throws(LogStoreError) -> [StoredEvent]
}

/// Which events a scan reads.
package struct LogStretch: Hashable, Sendable {
  /// From behind this position.
  package var afterPosition: UInt64
  /// Up to this one, itself among them; it must be on disk.
  package var throughPosition: UInt64
  /// Not these types.
  package var exceptTypes: [String]
  /// Only the streams of this part, or all.
  package var part: StreamPart?

  /// A stretch of its fields.
  package init(
    afterPosition: UInt64, throughPosition: UInt64, exceptTypes: [String] = [], part: StreamPart? = nil
  ) {
    self.afterPosition = afterPosition
    self.throughPosition = throughPosition
    self.exceptTypes = exceptTypes
    self.part = part
  }

  /// Whether the event is in it.
  func contains(_ event: StoredEvent) -> Bool {
    guard event.position > afterPosition, event.position <= throughPosition else { return false }
    return !exceptTypes.contains(event.event.type) && part?.contains(event.event.streamID) ?? true
  }
}

/// One of several parts into which streams fall, each stream into one for ever, so that parts can be folded side by side.
package struct StreamPart: Hashable, Sendable {
  /// Into how many parts.
  package static let count = 4
  /// From 0.
  package let index: Int

  /// The part of that index.
  package init(index: Int) {
    precondition((0..<Self.count).contains(index), "streams fall into \(Self.count) parts")
    self.index = index
  }

  /// All of them.
  package static let all = (0..<count).map { StreamPart(index: $0) }

  /// Whether the stream falls into it: by the last byte of its id, which is random in every version of UUID in use.
  package func contains(_ streamID: Identifier128) -> Bool {
    Int(streamID.low & 0xFF) % Self.count == index
  }
}
