internal import Cryptography
internal import Identifiers
package import Libpq

/// An event as a row of the log, for whoever selects it, here or in a join.
package enum EventColumns {
  private static let names = [
    "position", "recorded_at_us", "event_id", "stream_id", "version", "actor_id", "agency_id", "command_id",
    "command_events", "command_digest", "type", "parts",
  ]

  /// How many columns an event has.
  package static let count = names.count

  /// The columns, of the table or alias of that name.
  package static func list(of table: String) -> String {
    names.map { "\(table).\($0)" }.joined(separator: ", ")
  }

  /// Reads the columns, which begin at `first`.
  ///
  /// - Throws: `.undecodable` if it is not written as this version writes it.
  package static func decode(_ row: borrowing BinaryRow, at first: Int) throws(PostgresError) -> StoredEvent {
    let parts = try row.withBytes(first + 11) { bytes throws(PostgresError) in EventPartsCodec.decode(bytes) }
    guard let parts else {
      throw PostgresError(.undecodable, "The parts of an event are not written as this version writes them.")
    }
    let eventCount = Int(try row.int32(first + 8))
    let event = SealedEvent(
      eventID: Identifier128(try row.uuid(first + 2)), streamID: Identifier128(try row.uuid(first + 3)),
      version: UInt64(try row.int64(first + 4)), actorID: Identifier128(try row.uuid(first + 5)),
      command: CommandKey(agencyID: try row.text(first + 6), id: Identifier128(try row.uuid(first + 7))),
      commandMark: eventCount > 0 ? CommandMark(eventCount: eventCount, digest: try row.bytes(first + 9)) : nil,
      type: try row.text(first + 10), parts: parts)
    return StoredEvent(position: UInt64(try row.int64(first)), recordedAt: try row.int64(first + 1), event: event)
  }
}

extension Identifier128 {
  init(_ words: (high: UInt64, low: UInt64)) {
    self.init(high: words.high, low: words.low)
  }
}
