internal import CProtobufC

/// How the members of an unpacked C struct become Swift values. The gate has seen the bytes before.
enum Unpacked {
  /// Text; protobuf-c leaves an absent one pointing at an empty one.
  @inline(__always)
  static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    guard let pointer, pointer.pointee != 0 else { return "" }
    return String(cString: pointer)
  }

  @inline(__always)
  static func texts(_ count: Int, _ pointer: UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
    list(count, pointer) { text($0) }
  }

  @inline(__always)
  static func octets(_ bytes: ProtobufCBinaryData) -> [UInt8] {
    [UInt8](UnsafeBufferPointer(start: bytes.data, count: bytes.len))
  }

  @inline(__always)
  static func octetArrays(_ count: Int, _ pointer: UnsafePointer<ProtobufCBinaryData>?) -> [[UInt8]] {
    list(count, pointer) { octets($0) }
  }

  /// Values that are the same in C.
  @inline(__always)
  static func numbers<T: BitwiseCopyable>(_ count: Int, _ pointer: UnsafePointer<T>?) -> [T] {
    [T](UnsafeBufferPointer(start: pointer, count: count))
  }

  /// Values that each were something else in C.
  @inline(__always)
  static func list<C, Value>(_ count: Int, _ pointer: UnsafePointer<C>?, _ convert: (C) -> Value) -> [Value] {
    guard count > 0, let pointer else { return [] }
    return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      for index in 0..<count { buffer.initializeElement(at: index, to: convert(pointer[index])) }
      filled = count
    }
  }

  /// Messages.
  @inline(__always)
  static func messages<C, Value>(
    _ count: Int, _ pointer: UnsafePointer<UnsafeMutablePointer<C>?>?, _ convert: (UnsafeRawPointer) -> Value
  ) -> [Value] {
    list(count, pointer) { element in
      guard let element else { preconditionFailure("protobuf-c left a hole in a list of messages.") }
      return convert(UnsafeRawPointer(element))
    }
  }

  /// The fields that the contract does not know, back in wire form and in their order.
  @inline(__always)
  static func unknownFields(_ base: ProtobufCMessage) -> [UInt8] {
    base.n_unknown_fields == 0 ? [] : joined(base)
  }

  private static func joined(_ base: ProtobufCMessage) -> [UInt8] {
    var bytes: [UInt8] = []
    for field in UnsafeBufferPointer(start: base.unknown_fields, count: Int(base.n_unknown_fields)) {
      var tag = UInt64(field.tag) << 3 | UInt64(field.wire_type.rawValue)
      while tag >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: tag) | 0x80)
        tag >>= 7
      }
      bytes.append(UInt8(tag))
      bytes.append(contentsOf: UnsafeBufferPointer(start: field.data, count: field.len))
    }
    return bytes
  }
}
