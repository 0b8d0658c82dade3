internal import Cryptography
internal import Identifiers
internal import Libpq

/// Appends one batch: one statement, one round trip, one commit.
enum AppendStatement {
  static let statement = Statement(
    name: "append_batch",
    sql: "select cairn.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    parameterTypes: [
      .int8, .int8, .int8, .bytea, .byteaArray, .int8, .uuidArray, .uuidArray, .int8Array, .uuidArray, .textArray,
      .uuidArray, .int4Array, .byteaArray, .textArray, .byteaArray,
    ])

  static func step(_ batch: LogBatch) -> Step {
    let count = batch.stored.count
    var eventIDs = UUIDArrayBuilder(capacity: count)
    var streamIDs = UUIDArrayBuilder(capacity: count)
    var versions = IntegerArrayBuilder<Int64>(capacity: count)
    var actorIDs = UUIDArrayBuilder(capacity: count)
    var agencyIDs = TextArrayBuilder(capacity: count, elementByteCount: 16)
    var commandIDs = UUIDArrayBuilder(capacity: count)
    var commandEvents = IntegerArrayBuilder<Int32>(capacity: count)
    var digests = ByteaArrayBuilder(capacity: count, elementByteCount: 32)
    var types = TextArrayBuilder(capacity: count, elementByteCount: 32)
    var parts = ByteaArrayBuilder(capacity: count, elementByteCount: 1_024)
    for event in batch.stored.lazy.map(\.event) {
      eventIDs.append(high: event.eventID.high, low: event.eventID.low)
      streamIDs.append(high: event.streamID.high, low: event.streamID.low)
      versions.append(Int64(event.version))
      actorIDs.append(high: event.actorID.high, low: event.actorID.low)
      agencyIDs.append(event.command.agencyID)
      commandIDs.append(high: event.command.id.high, low: event.command.id.low)
      commandEvents.append(Int32(event.commandMark?.eventCount ?? 0))
      digests.append(event.commandMark?.digest ?? [])
      types.append(event.type)
      parts.append(byteCount: EventPartsCodec.byteCount(event.parts)) { EventPartsCodec.append(event.parts, to: &$0) }
    }
    return Step(
      statement,
      [
        .int64(Int64(batch.base.position)), .int64(Int64(batch.base.epoch)), .int64(Int64(batch.head.position)),
        .bytes(batch.head.frontier.root.bytes), .byteas(batch.head.frontier.subtreeRoots.map(\.bytes)),
        .int64(batch.recordedAt),
        eventIDs.finished(), streamIDs.finished(), versions.finished(), actorIDs.finished(), agencyIDs.finished(),
        commandIDs.finished(), commandEvents.finished(), digests.finished(), types.finished(), parts.finished(),
      ])
  }
}
