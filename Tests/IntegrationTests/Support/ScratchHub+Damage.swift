import EventLog
import Identifiers
import Libpq

extension ScratchHub {
  /// Flips one bit of an event where it lies, as nobody but the database's superuser can.
  func damage(_ position: UInt64) async throws {
    let session = try await Session.connect(SessionConfiguration(connection: hub, applicationName: "cairn tests"))
    try await session.runScript(
      """
      begin;
      alter table cairn.event disable trigger event_is_append_only;
      update cairn.event set parts = set_byte(parts, length(parts) - 1, get_byte(parts, length(parts) - 1) # 1)
       where position = \(position);
      alter table cairn.event enable always trigger event_is_append_only;
      commit
      """)
    await session.close()
  }

  /// Spoils the block of data keys with that of a stream's first event, as a disk may.
  func damageKeyBlock(ofStream streamID: Identifier128) async throws {
    let first = try await withStore { try await $0.events(ofStream: streamID, afterVersion: 0, limit: 1) }[0]
    let keyID = first.event.parts[1].keyID
    // A block's keys differ in the last six bits, which are zero in its own id.
    let blockID = Identifier128(high: keyID.high, low: keyID.low & ~63)
    let session = try await Session.connect(SessionConfiguration(connection: keys, applicationName: "cairn tests"))
    try await session.runScript(
      """
      update cairn_keys.key_block set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)
       where block_id = '\(blockID)'
      """)
    await session.close()
  }
}
