internal import CDescriptorProto
internal import CProtobufC

typealias CFile = Google__Protobuf__FileDescriptorProto
typealias CMessageType = Google__Protobuf__DescriptorProto
typealias CField = Google__Protobuf__FieldDescriptorProto
typealias CEnumType = Google__Protobuf__EnumDescriptorProto
typealias CService = Google__Protobuf__ServiceDescriptorProto

/// A descriptor set as protobuf-c unpacked it, freed with this value.
struct DescriptorSet: ~Copyable {
  let root: UnsafeMutablePointer<Google__Protobuf__FileDescriptorSet>

  /// Unpacks what `protoc --descriptor_set_out` wrote.
  init(bytes: [UInt8]) throws(GenerationError) {
    guard let root = google__protobuf__file_descriptor_set__unpack(nil, bytes.count, bytes) else {
      throw GenerationError("The input is no descriptor set: give a file that `protoc --descriptor_set_out` wrote.")
    }
    self.root = root
  }

  deinit {
    google__protobuf__file_descriptor_set__free_unpacked(root, nil)
  }

  var files: [UnsafeMutablePointer<CFile>] { elements(root.pointee.n_file, root.pointee.file) }

  /// Packed again, with whatever was changed in it.
  func packed() -> [UInt8] {
    let size = google__protobuf__file_descriptor_set__get_packed_size(root)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = google__protobuf__file_descriptor_set__pack(root, buffer.baseAddress)
    }
  }
}

/// The elements of a repeated message field of a C struct.
func elements<T>(
  _ count: Int, _ pointer: UnsafeMutablePointer<UnsafeMutablePointer<T>?>?
) -> [UnsafeMutablePointer<T>] {
  UnsafeBufferPointer(start: pointer, count: pointer == nil ? 0 : count).compactMap { $0 }
}

/// A text field of a C struct; empty if absent.
func text(_ pointer: UnsafePointer<CChar>?) -> String {
  guard let pointer else { return "" }
  return String(cString: pointer)
}
