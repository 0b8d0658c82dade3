internal import CDescriptorProto
internal import Foundation

typealias FileProto = Google__Protobuf__FileDescriptorProto
typealias MessageProto = Google__Protobuf__DescriptorProto
typealias FieldProto = Google__Protobuf__FieldDescriptorProto

/// A FileDescriptorSet as protobuf-c unpacked it; owns the C structs.
final class DescriptorSet {
  private let owned: UnsafeMutablePointer<Google__Protobuf__FileDescriptorSet>

  init(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    guard let unpacked = protobuf_c_message_unpack(cairn_file_descriptor_set_descriptor(), nil, bytes.count, bytes)
    else { throw GenerationError("\(path) is not a FileDescriptorSet") }
    owned = UnsafeMutableRawPointer(unpacked).assumingMemoryBound(to: Google__Protobuf__FileDescriptorSet.self)
  }

  deinit { free(owned) }

  var files: [UnsafeMutablePointer<FileProto>] { pointers(owned.pointee.file, owned.pointee.n_file) }

  /// Takes away what protoc-c cannot build: the field options of the contract, and the files that define them.
  func stripOptions() {
    var kept = 0
    for file in files {
      if [optionsFile, descriptorFile].contains(text(file.pointee.name)) {
        free(file)
        continue
      }
      stripImports(file)
      for message in pointers(file.pointee.message_type, file.pointee.n_message_type) { stripFields(message) }
      owned.pointee.file[kept] = file
      kept += 1
    }
    owned.pointee.n_file = kept
  }

  func packed() -> [UInt8] {
    let message = UnsafeMutableRawPointer(owned).assumingMemoryBound(to: ProtobufCMessage.self)
    let size = protobuf_c_message_get_packed_size(message)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = protobuf_c_message_pack(message, buffer.baseAddress)
    }
  }

  private func stripImports(_ file: UnsafeMutablePointer<FileProto>) {
    var kept = 0
    for dependency in pointers(file.pointee.dependency, file.pointee.n_dependency) {
      if [optionsFile, descriptorFile].contains(text(dependency)) {
        Foundation.free(dependency)
        continue
      }
      file.pointee.dependency[kept] = dependency
      kept += 1
    }
    file.pointee.n_dependency = kept
  }

  private func stripFields(_ message: UnsafeMutablePointer<MessageProto>) {
    for field in pointers(message.pointee.field, message.pointee.n_field) {
      guard let options = field.pointee.options else { continue }
      free(options)
      field.pointee.options = nil
    }
    for nested in pointers(message.pointee.nested_type, message.pointee.n_nested_type) { stripFields(nested) }
  }

  private func free<T>(_ message: UnsafeMutablePointer<T>) {
    protobuf_c_message_free_unpacked(
      UnsafeMutableRawPointer(message).assumingMemoryBound(to: ProtobufCMessage.self), nil)
  }
}

/// Where the options of the contract are defined.
let optionsFile = "cairn/options.proto"
let descriptorFile = "google/protobuf/descriptor.proto"

/// The elements of a repeated field of pointers.
func pointers<T>(
  _ array: UnsafeMutablePointer<UnsafeMutablePointer<T>?>?, _ count: Int
) -> [UnsafeMutablePointer<T>] {
  guard let array else { return [] }
  return UnsafeBufferPointer(start: array, count: count).compactMap { $0 }
}

func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
