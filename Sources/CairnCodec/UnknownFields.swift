/// Splits the wire bytes of unknown fields, so that protobuf-c can pack them again.
enum UnknownFields {
  struct Field {
    var number: UInt32
    var wireType: UInt8
    /// Everything after the tag, the length too.
    var content: ArraySlice<UInt8>
  }

  /// - Precondition: the bytes are a run of whole fields, as the gate lets them in.
  static func split(_ bytes: [UInt8]) -> [Field] {
    bytes.withUnsafeBytes { buffer in
      var fields: [Field] = []
      var reader = WireReader(buffer)
      while !reader.isAtEnd {
        guard let tag = try? reader.tag() else { preconditionFailure("unknownFields holds what is not a field") }
        let start = reader.offset
        guard (try? reader.skip(tag.wireType)) != nil else {
          preconditionFailure("unknownFields ends in the middle of a field")
        }
        fields.append(Field(number: tag.number, wireType: tag.wireType, content: bytes[start..<reader.offset]))
      }
      return fields
    }
  }
}
