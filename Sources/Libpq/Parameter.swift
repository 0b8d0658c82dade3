/// One value for a statement's placeholder, already in PostgreSQL's binary form.
package struct Parameter: Sendable {
  /// How the bytes are held: small values inline, so that they cost no allocation.
  enum Storage: Sendable {
    case null
    /// The low `count` bytes of `word`, sent most significant first.
    case word(UInt64, count: Int)
    case bytes([UInt8])
  }

  let storage: Storage

  /// Bytes that travel for this value.
  package var byteCount: Int {
    switch storage {
    case .null: 0
    case .word(_, let count): count
    case .bytes(let bytes): bytes.count
    }
  }

  /// SQL's NULL, of whatever type the statement says.
  package static let null = Parameter(storage: .null)

  /// An `int2`.
  package static func int16(_ value: Int16) -> Parameter {
    Parameter(storage: .word(UInt64(UInt16(bitPattern: value)), count: 2))
  }

  /// An `int4`.
  package static func int32(_ value: Int32) -> Parameter {
    Parameter(storage: .word(UInt64(UInt32(bitPattern: value)), count: 4))
  }

  /// An `int8`.
  package static func int64(_ value: Int64) -> Parameter {
    Parameter(storage: .word(UInt64(bitPattern: value), count: 8))
  }

  /// A `bool`.
  package static func bool(_ value: Bool) -> Parameter { Parameter(storage: .word(value ? 1 : 0, count: 1)) }

  /// A `bytea`, or any type whose binary form the caller has made.
  package static func bytes(_ value: [UInt8]) -> Parameter { Parameter(storage: .bytes(value)) }

  /// UTF-8 text. PostgreSQL refuses text with a NUL character (22021).
  package static func text(_ value: String) -> Parameter { Parameter(storage: .bytes([UInt8](value.utf8))) }

  /// A UUID as two big-endian words: bytes 0 to 7 and 8 to 15.
  package static func uuid(high: UInt64, low: UInt64) -> Parameter {
    var bytes = [UInt8]()
    bytes.reserveCapacity(16)
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes.append(contentsOf: $0) }
    return Parameter(storage: .bytes(bytes))
  }

  /// A UUID as its sixteen bytes.
  package static func uuid(bytes: [UInt8]) -> Parameter {
    precondition(bytes.count == 16, "a UUID has sixteen bytes")
    return Parameter(storage: .bytes(bytes))
  }
}
