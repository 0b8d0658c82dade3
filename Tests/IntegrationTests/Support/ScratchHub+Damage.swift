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
}
