internal import CDescriptorProto
internal import CProtobufC

/// Reads one file of a descriptor set.
struct FileReader {
  private let file: UnsafePointer<CFile>
  private let names: OptionNames
  private let comments: Comments
  private let package: String
  /// What cannot be expressed.
  private(set) var refusals: [String] = []

  init(file: UnsafePointer<CFile>, names: OptionNames) {
    self.file = file
    self.names = names
    comments = Comments(of: file)
    package = text(file.pointee.package)
  }

  mutating func read() -> SchemaFile {
    let path = text(file.pointee.name)
    if text(file.pointee.syntax) != "proto3" {
      refusals.append("\(path): only `syntax = \"proto3\"` is supported.")
    }
    if file.pointee.n_extension > 0 {
      refusals.append("\(path): extensions are not supported outside \(optionsFile).")
    }
    var result = SchemaFile(path: path, package: package)
    for (index, message) in elements(file.pointee.n_message_type, file.pointee.message_type).enumerated() {
      result.messages.append(read(message, comment: comments[4, Int32(index)], index: Int32(index)))
    }
    for (index, enumeration) in elements(file.pointee.n_enum_type, file.pointee.enum_type).enumerated() {
      result.enums.append(read(enumeration, index: Int32(index)))
    }
    for (index, service) in elements(file.pointee.n_service, file.pointee.service).enumerated() {
      result.services.append(read(service, index: Int32(index)))
    }
    return result
  }

  private mutating func read(
    _ message: UnsafePointer<CMessageType>, comment: String, index: Int32
  ) -> MessageType {
    let name = text(message.pointee.name)
    let fullName = "\(package).\(name)"
    for nested in elements(message.pointee.n_nested_type, message.pointee.nested_type) {
      let isMap = nested.pointee.options.map { $0.pointee.map_entry != 0 } ?? false
      let what = isMap ? "maps are not supported: use a repeated message" : "move it out of the message"
      refusals.append("\(fullName).\(text(nested.pointee.name)): \(what).")
    }
    for nested in elements(message.pointee.n_enum_type, message.pointee.enum_type) {
      refusals.append("\(fullName).\(text(nested.pointee.name)): move the enum out of the message.")
    }
    let fields = elements(message.pointee.n_field, message.pointee.field).enumerated().compactMap { position, field in
      read(field, of: fullName, comment: comments[4, index, 2, Int32(position)])
    }
    return MessageType(name: name, fullName: fullName, comment: comment, fields: fields)
  }

  private mutating func read(_ field: UnsafePointer<CField>, of message: String, comment: String) -> Field? {
    let name = text(field.pointee.name)
    let path = "\(message).\(name)"
    if field.pointee.has_proto3_optional != 0, field.pointee.proto3_optional != 0 {
      refusals.append("\(path): `optional` is not supported (protoc-c refuses it): use a message-typed field.")
    } else if field.pointee.has_oneof_index != 0 {
      refusals.append("\(path): `oneof` is not supported: use message-typed fields.")
    }
    guard let type = fieldType(field) else {
      refusals.append("\(path): groups are not supported.")
      return nil
    }
    return Field(
      name: name, jsonName: text(field.pointee.json_name), number: field.pointee.number, type: type,
      isRepeated: field.pointee.label == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__LABEL__LABEL_REPEATED,
      comment: comment, data: FieldData(options: field.pointee.options, names: names))
  }

  private func fieldType(_ field: UnsafePointer<CField>) -> FieldType? {
    let typeName = String(text(field.pointee.type_name).drop { $0 == "." })
    switch field.pointee.type {
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_MESSAGE: return .message(typeName)
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_ENUM: return .enumeration(typeName)
    default: return Scalar(rawValue: Int32(field.pointee.type.rawValue)).map { .scalar($0) }
    }
  }

  private mutating func read(_ enumeration: UnsafePointer<CEnumType>, index: Int32) -> EnumType {
    let name = text(enumeration.pointee.name)
    let values = elements(enumeration.pointee.n_value, enumeration.pointee.value).enumerated().map { position, value in
      EnumValue(
        name: text(value.pointee.name), number: value.pointee.number, comment: comments[5, index, 2, Int32(position)])
    }
    if Set(values.map(\.number)).count != values.count {
      refusals.append("\(package).\(name): two names for one number are not supported.")
    }
    return EnumType(name: name, fullName: "\(package).\(name)", comment: comments[5, index], values: values)
  }

  private func read(_ service: UnsafePointer<CService>, index: Int32) -> ServiceType {
    let name = text(service.pointee.name)
    let fullName = "\(package).\(name)"
    let methods = elements(service.pointee.n_method, service.pointee.method).enumerated().map { position, method in
      MethodType(
        name: text(method.pointee.name), comment: comments[6, index, 2, Int32(position)],
        request: String(text(method.pointee.input_type).drop { $0 == "." }),
        response: String(text(method.pointee.output_type).drop { $0 == "." }),
        streamsRequests: method.pointee.client_streaming != 0,
        streamsResponses: method.pointee.server_streaming != 0)
    }
    return ServiceType(name: name, fullName: fullName, comment: comments[6, index], methods: methods)
  }
}
