internal import CProtobufC

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How Swift values become the members of C structs.
extension Arena {
  /// Uninitialised memory for values of a type.
  mutating func allocate<T>(_ type: T.Type, count: Int = 1) -> UnsafeMutablePointer<T> {
    guard let block = block(MemoryLayout<T>.stride * count) else {
      preconditionFailure("The machine has no memory left to encode a message.")
    }
    return block.bindMemory(to: T.self, capacity: count)
  }

  /// Text, ended by a NUL.
  ///
  /// - Precondition: the text holds no NUL. C would cut it there, which would be a wrong record; what comes in from
  ///   outside is refused at the gate and by the JSON reader.
  mutating func text(_ text: String) -> UnsafeMutablePointer<CChar> {
    let count = text.utf8.count
    let target = allocate(CChar.self, count: count + 1)
    let isCopied: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      UnsafeMutableRawBufferPointer(start: target, count: count).copyMemory(from: UnsafeRawBufferPointer(bytes))
    }
    // Only a text that is bridged from elsewhere has no bytes of its own.
    if isCopied == nil {
      for (index, byte) in text.utf8.enumerated() { target[index] = CChar(bitPattern: byte) }
    }
    target[count] = 0
    precondition(strlen(target) == count, "A text with a NUL cannot be encoded.")
    return target
  }

  /// Texts, each ended by a NUL.
  mutating func texts(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let target = allocate(UnsafeMutablePointer<CChar>?.self, count: texts.count)
    for index in texts.indices { target[index] = text(texts[index]) }
    return target
  }

  /// Bytes.
  mutating func octets(_ bytes: [UInt8]) -> ProtobufCBinaryData {
    ProtobufCBinaryData(len: bytes.count, data: numbers(bytes))
  }

  /// Several pieces of bytes.
  mutating func octetArrays(_ pieces: [[UInt8]]) -> UnsafeMutablePointer<ProtobufCBinaryData> {
    list(pieces) { piece, arena in arena.octets(piece) }
  }

  /// Values that are the same in C.
  mutating func numbers<T: BitwiseCopyable>(_ values: [T]) -> UnsafeMutablePointer<T> {
    let target = allocate(T.self, count: values.count)
    values.withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(start: target, count: bytes.count).copyMemory(from: bytes)
    }
    return target
  }

  /// Values that each become something else in C.
  @inline(__always)
  mutating func list<Value, C>(_ values: [Value], _ convert: (Value) -> C) -> UnsafeMutablePointer<C> {
    list(values) { value, _ in convert(value) }
  }

  /// Messages.
  @inline(__always)
  mutating func messages<Value: WireMessage, C>(
    _ values: [Value], of type: C.Type
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<C>?> {
    list(values) { value, arena in value.pack(in: &arena).assumingMemoryBound(to: C.self) }
  }

  @inline(__always)
  private mutating func list<Value, C>(
    _ values: [Value], _ convert: (Value, inout Arena) -> C
  ) -> UnsafeMutablePointer<C> {
    let target = allocate(C.self, count: values.count)
    for index in values.indices { (target + index).initialize(to: convert(values[index], &self)) }
    return target
  }

  /// Puts a message's unknown fields, which are in wire form already, at its end.
  ///
  /// protobuf-c writes an unknown field as its tag and then its data as they are, so one entry can hold them all.
  ///
  /// - Precondition: they are well-formed; else the whole message would be unreadable.
  mutating func fillUnknownFields(_ base: inout ProtobufCMessage, _ bytes: [UInt8]) {
    if bytes.isEmpty { return }
    let data = octets(bytes)
    var reader = WireReader(UnsafeRawBufferPointer(start: data.data, count: data.len))
    do throws(WireError) {
      let first = try reader.tag()
      let start = reader.offset
      try reader.skipValue(first.wireType)
      while !reader.isAtEnd { try reader.skipValue(try reader.tag().wireType) }
      base.unknown_fields = allocate(ProtobufCMessageUnknownField.self)
      base.unknown_fields.initialize(
        to: ProtobufCMessageUnknownField(
          tag: first.number, wire_type: ProtobufCWireType(rawValue: UInt32(first.wireType.rawValue)),
          len: data.len - start, data: data.data + start))
      base.n_unknown_fields = 1
    } catch {
      preconditionFailure("Unknown fields that are not in wire form cannot be encoded: \(error)")
    }
  }
}
