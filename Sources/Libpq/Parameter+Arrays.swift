extension Parameter {
  /// An `int2[]`, `int4[]` or `int8[]`.
  package static func integers<Element: PostgresInteger>(_ values: some Collection<Element>) -> Parameter {
    var builder = IntegerArrayBuilder<Element>(capacity: values.count)
    for value in values { builder.append(value) }
    return builder.finished()
  }

  /// A `bool[]`.
  package static func bools(_ values: some Collection<Bool>) -> Parameter {
    var builder = BoolArrayBuilder(capacity: values.count)
    for value in values { builder.append(value) }
    return builder.finished()
  }

  /// A `uuid[]` of pairs of big-endian words.
  package static func uuids(_ values: some Collection<(high: UInt64, low: UInt64)>) -> Parameter {
    var builder = UUIDArrayBuilder(capacity: values.count)
    for value in values { builder.append(high: value.high, low: value.low) }
    return builder.finished()
  }

  /// A `bytea[]`.
  package static func byteas(_ values: some Collection<[UInt8]>) -> Parameter {
    var builder = ByteaArrayBuilder(capacity: values.count, elementByteCount: values.first?.count ?? 0)
    for value in values { builder.append(value) }
    return builder.finished()
  }

  /// A `text[]`.
  package static func texts(_ values: some Collection<String>) -> Parameter {
    var builder = TextArrayBuilder(capacity: values.count, elementByteCount: values.first?.utf8.count ?? 0)
    for value in values { builder.append(value) }
    return builder.finished()
  }
}
