internal import CCairnProto

/// Building C structs for packing. The arena has no bound then: the message is in memory already.
extension Arena {
  /// A filled C struct.
  func message<M: WireMessage, C>(_ message: M, as type: C.Type) -> UnsafeMutablePointer<C> {
    let descriptor = M.wireType.descriptor
    let struct_ = required(descriptor.pointee.sizeof_message)
    protobuf_c_message_init(descriptor, struct_)
    message.fill(struct_, in: self)
    return struct_.assumingMemoryBound(to: C.self)
  }

  /// Text ending in NUL.
  func text(_ text: String) -> UnsafeMutablePointer<CChar> {
    var text = text
    return text.withUTF8 { utf8 in
      // The C string would end there, and the record would say less than was meant.
      precondition(!utf8.contains(0), "a text with U+0000 cannot be encoded")
      let copy = required(utf8.count + 1).assumingMemoryBound(to: CChar.self)
      if let start = utf8.baseAddress { UnsafeMutableRawPointer(copy).copyMemory(from: start, byteCount: utf8.count) }
      copy[utf8.count] = 0
      return copy
    }
  }

  /// A copy of the bytes.
  func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
    ProtobufCBinaryData(len: bytes.count, data: copy(bytes[...]))
  }

  /// An array of what `element` makes of each.
  func array<Element, C>(_ elements: [Element], _ element: (Element) -> C) -> UnsafeMutablePointer<C>? {
    guard !elements.isEmpty else { return nil }
    let array = required(elements.count * MemoryLayout<C>.stride).bindMemory(to: C.self, capacity: elements.count)
    for (index, value) in elements.enumerated() { (array + index).initialize(to: element(value)) }
    return array
  }

  /// Hands the unknown fields to protobuf-c, which packs them last.
  func fillUnknown(_ base: inout ProtobufCMessage, with bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let fields = UnknownFields.split(bytes)
    base.n_unknown_fields = UInt32(fields.count)
    base.unknown_fields = array(fields) { field in
      ProtobufCMessageUnknownField(
        tag: field.number, wire_type: ProtobufCWireType(rawValue: UInt32(field.wireType)), len: field.content.count,
        data: copy(field.content))
    }
  }

  private func copy(_ bytes: ArraySlice<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let copy = required(bytes.count).bindMemory(to: UInt8.self, capacity: bytes.count)
    _ = UnsafeMutableBufferPointer(start: copy, count: bytes.count).initialize(fromContentsOf: bytes)
    return copy
  }

  private func required(_ count: Int) -> UnsafeMutableRawPointer {
    guard let memory = allocate(count) else { preconditionFailure("packing needs an arena without a budget") }
    return memory
  }
}
