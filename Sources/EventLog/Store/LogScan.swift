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
  /// These types alone; of all others if empty.
  package var onlyTypes: [String]

  /// A stretch of its fields.
  package init(
    afterPosition: UInt64, throughPosition: UInt64, exceptTypes: [String] = [], onlyTypes: [String] = []
  ) {
    self.afterPosition = afterPosition
    self.throughPosition = throughPosition
    self.exceptTypes = exceptTypes
    self.onlyTypes = onlyTypes
  }

  /// Whether the event is in it.
  func contains(_ event: StoredEvent) -> Bool {
    event.position > afterPosition && event.position <= throughPosition && !exceptTypes.contains(event.event.type)
      && (onlyTypes.isEmpty || onlyTypes.contains(event.event.type))
  }
}
