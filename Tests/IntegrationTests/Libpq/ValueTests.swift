import Libpq
import Testing

@Suite("Values both ways", .timeLimit(.minutes(2)))
struct ValueTests {
  @Test("Every scalar comes back as it went")
  func scalars() async throws {
    let session = try await freshSession()
    let statement = Statement(
      name: "scalars", sql: "select $1, $2, $3, $4, $5, $6, $7, $8",
      parameterTypes: [.int2, .int4, .int8, .bool, .bytea, .text, .uuid, .text])
    let parameters: [Parameter] = [
      .int16(-2), .int32(.min), .int64(.max - 1), .bool(true), .bytes([0, 255, 0]), .text("Zoë\n"),
      .uuid(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210), .null,
    ]
    let isRight = try await session.query(statement, parameters) { result throws(PostgresError) in
      let uuid = try result.uuid(0, 6)
      let integers = try (result.int16(0, 0), result.int32(0, 1), result.int64(0, 2))
      let rest = try (result.bool(0, 3), result.bytes(0, 4), result.text(0, 5))
      let count = try result.withBytes(0, 4) { bytes throws(PostgresError) in bytes.byteCount }
      return integers == (-2, .min, .max - 1) && rest == (true, [0, 255, 0], "Zoë\n") && count == 3
        && uuid == (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210) && result.isNull(0, 7)
    }
    #expect(isRight)
  }

  @Test("Empty bytes and empty text are not NULL")
  func emptiness() async throws {
    let session = try await freshSession()
    let statement = Statement(
      name: "empty", sql: "select $1 is null, $2 is null, $3 is null", parameterTypes: [.bytea, .text, .bytea])
    let nulls = try await session.query(statement, [.bytes([]), .text(""), .null]) { result throws(PostgresError) in
      try [result.bool(0, 0), result.bool(0, 1), result.bool(0, 2)]
    }
    #expect(nulls == [false, false, true])
  }

  @Test("Every array comes back as it went, and PostgreSQL sees its elements", arguments: [0, 1, 1_000])
  func arrays(count: Int) async throws {
    let session = try await freshSession()
    let statement = Statement(
      name: "arrays", sql: "select $1, $2, $3, $4, $5, $6, $7, cardinality($1) + cardinality($7)",
      parameterTypes: [.int2Array, .int4Array, .int8Array, .boolArray, .byteaArray, .textArray, .uuidArray])
    let small = (0..<count).map { Int16($0) - 500 }
    let medium = small.map { Int32($0) << 16 }
    let large = small.map { Int64($0) << 40 }
    let bools = small.map { $0 % 3 == 0 }
    let byteas = small.map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: Int($0 + 500)) }
    let texts = small.map { "number \($0), Zoë" }
    let uuids = small.map { (high: UInt64(bitPattern: Int64($0)), low: UInt64($0 + 500)) }
    let parameters: [Parameter] = [
      .integers(small), .integers(medium), .integers(large), .bools(bools), .byteas(byteas), .texts(texts),
      .uuids(uuids),
    ]
    let isRight = try await session.query(statement, parameters) { result throws(PostgresError) in
      let integers = try (
        result.integerArray(0, 0, of: Int16.self), result.integerArray(0, 1, of: Int32.self),
        result.integerArray(0, 2, of: Int64.self)
      )
      let rest = try (result.boolArray(0, 3), result.byteaArray(0, 4), result.textArray(0, 5))
      let ids = try result.uuidArray(0, 6)
      let cardinalities = try result.int32(0, 7)
      return integers == (small, medium, large) && rest == (bools, byteas, texts)
        && ids.elementsEqual(uuids, by: ==) && cardinalities == Int32(2 * count)
    }
    #expect(isRight)
  }

  @Test("NULL elements arrive as NULL")
  func nullElements() async throws {
    let session = try await freshSession()
    var builder = ByteaArrayBuilder()
    builder.append([1])
    builder.appendNull()
    let statement = Statement(
      name: "nulls", sql: "select count(*) filter (where b is null) from unnest($1) b", parameterTypes: [.byteaArray])
    let count = try await session.query(statement, [builder.finished()]) { result throws(PostgresError) in
      try result.int64(0, 0)
    }
    #expect(count == 1)
  }

  @Test("64 MB go out while 64 MB come in, several times over, without blocking each other")
  func largeBothWays() async throws {
    let session = try await freshSession()
    let bytes = [UInt8](repeating: 7, count: 64 << 20)
    let statement = Statement(name: "mirror", sql: "select $1", parameterTypes: [.bytea])
    let log = OutcomeLog(expecting: 3)
    for index in 0..<3 {
      let step = Step(statement, [.bytes(bytes)]) { result throws(PostgresError) in
        try result.withBytes(0, 0) { bytes throws(PostgresError) in bytes.byteCount }
      }
      try session.enqueue([step]) { log.record(index, $0) }
    }
    for (_, outcome) in await log.all() { #expect(try outcome.get().value(at: 0) == bytes.count) }
  }
}
