internal import CDescriptorProto

extension Contract {
  init(_ set: DescriptorSet) throws {
    for file in set.files {
      let path = text(file.pointee.name)
      switch path {
      case descriptorFile: continue
      case optionsFile: readOptionNames(file)
      default: files.append(try ContractFile(file))
      }
    }
    files.sort { $0.path < $1.path }
  }

  private mutating func readOptionNames(_ file: UnsafeMutablePointer<FileProto>) {
    for type in pointers(file.pointee.enum_type, file.pointee.n_enum_type) {
      let values = pointers(type.pointee.value, type.pointee.n_value)
      let names = Dictionary(values.map { ($0.pointee.number, text($0.pointee.name)) }) { first, _ in first }
      switch text(type.pointee.name) {
      case "Category": categories = names
      case "Subject": subjects = names
      default: break
      }
    }
  }

  /// Every field must say what data it is.
  func checkDataOptions() throws {
    for file in files {
      for message in file.messages {
        for field in message.fields {
          guard let data = field.data, data.category != 0, data.subject != 0 else {
            throw GenerationError("\(file.path): \(message.name).\(field.name) lacks [(cairn.data) = {…}]")
          }
        }
      }
    }
  }
}

extension ContractFile {
  fileprivate init(_ file: UnsafeMutablePointer<FileProto>) throws {
    self.init(path: text(file.pointee.name), package: text(file.pointee.package))
    guard text(file.pointee.syntax) == "proto3" else { throw GenerationError("\(path): only proto3 is supported") }
    let comments = Comments(file)
    for (index, type) in pointers(file.pointee.message_type, file.pointee.n_message_type).enumerated() {
      messages.append(try message(type, at: [4, Int32(index)], comments))
    }
    for (index, type) in pointers(file.pointee.enum_type, file.pointee.n_enum_type).enumerated() {
      enums.append(enumeration(type, at: [5, Int32(index)], comments))
    }
    for (index, service) in pointers(file.pointee.service, file.pointee.n_service).enumerated() {
      services.append(try self.service(service, at: [6, Int32(index)], comments))
    }
  }

  private func message(
    _ type: UnsafeMutablePointer<MessageProto>, at path: [Int32], _ comments: Comments
  ) throws -> ContractMessage {
    let name = text(type.pointee.name)
    guard type.pointee.n_nested_type == 0, type.pointee.n_enum_type == 0, type.pointee.n_oneof_decl == 0 else {
      throw GenerationError("\(self.path): \(name): nested types, maps, oneofs and optional fields are not supported")
    }
    var fields: [ContractField] = []
    for (index, field) in pointers(type.pointee.field, type.pointee.n_field).enumerated() {
      fields.append(
        ContractField(
          name: text(field.pointee.name), jsonName: text(field.pointee.json_name), number: field.pointee.number,
          kind: try kind(field, in: name),
          isRepeated: field.pointee.label == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__LABEL__LABEL_REPEATED,
          comment: comments[path + [2, Int32(index)]], data: try FieldData(field)))
    }
    fields.sort { $0.number < $1.number }
    return ContractMessage(name: name, package: package, comment: comments[path], fields: fields)
  }

  private func kind(_ field: UnsafeMutablePointer<FieldProto>, in message: String) throws -> FieldKind {
    let typeName = String(text(field.pointee.type_name).drop { $0 == "." })
    switch field.pointee.type {
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING: return .string
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BYTES: return .bytes
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BOOL: return .bool
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT32: return .int32
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT64: return .int64
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_UINT32: return .uint32
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_UINT64: return .uint64
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_ENUM: return .enumeration(typeName)
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_MESSAGE: return .message(typeName)
    default:
      throw GenerationError("\(path): \(message).\(text(field.pointee.name)): the type is not supported")
    }
  }

  private func enumeration(
    _ type: UnsafeMutablePointer<Google__Protobuf__EnumDescriptorProto>, at path: [Int32], _ comments: Comments
  ) -> ContractEnum {
    let values = pointers(type.pointee.value, type.pointee.n_value).enumerated().map { index, value in
      ContractEnumValue(
        name: text(value.pointee.name), number: value.pointee.number, comment: comments[path + [2, Int32(index)]])
    }
    return ContractEnum(
      name: text(type.pointee.name), package: package, comment: comments[path], values: values)
  }

  private func service(
    _ service: UnsafeMutablePointer<Google__Protobuf__ServiceDescriptorProto>, at path: [Int32], _ comments: Comments
  ) throws -> ContractService {
    let name = text(service.pointee.name)
    var methods: [ContractMethod] = []
    for (index, method) in pointers(service.pointee.method, service.pointee.n_method).enumerated() {
      guard method.pointee.client_streaming == 0, method.pointee.server_streaming == 0 else {
        throw GenerationError("\(self.path): \(name).\(text(method.pointee.name)): streaming is not supported")
      }
      methods.append(
        ContractMethod(
          name: text(method.pointee.name), request: lastPart(text(method.pointee.input_type)),
          response: lastPart(text(method.pointee.output_type)), comment: comments[path + [2, Int32(index)]]))
    }
    return ContractService(name: name, package: package, comment: comments[path], methods: methods)
  }
}

/// The type's own name: "Rag" of "cairn.v1.Rag".
func lastPart(_ name: String) -> String { String(name.split(separator: ".").last ?? "") }
