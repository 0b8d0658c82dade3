internal import CDescriptorProto
internal import CProtobufC
internal import Foundation

/// Writes the contract's own description, file by file, for clients that ask a server what it speaks.
enum DescriptorsEmitter {
  static func file(for set: borrowing DescriptorSet) -> GeneratedFile {
    var source = SourceText(generatedFrom: "")
    source.line()
    source.line("internal import RPC")
    source.line()
    source.line("/// The contract's files, each after those that it imports.")
    source.block("let contractFiles: [DescriptorFile] = [", closing: "]") { source in
      for file in set.files { emit(file, to: &source) }
    }
    return GeneratedFile(path: "Sources/CairnServer/Generated/contractFiles.swift", text: source.text)
  }

  private static func emit(_ file: UnsafeMutablePointer<CFile>, to source: inout SourceText) {
    let imports = UnsafeBufferPointer(start: file.pointee.dependency, count: file.pointee.n_dependency)
    source.block("DescriptorFile(", closing: "),") { source in
      source.line("name: \(literal(text(file.pointee.name))),")
      source.line("imports: [\(imports.map { literal(text($0)) }.joined(separator: ", "))],")
      source.block("symbols: [", closing: "],") { source in
        for symbol in symbols(of: file) { source.line("\(literal(symbol)),") }
      }
      source.line("base64: \(literal(Data(packed(file)).base64EncodedString()))")
    }
  }

  private static func literal(_ text: String) -> String { "\"\(text)\"" }

  private static func packed(_ file: UnsafeMutablePointer<CFile>) -> [UInt8] {
    let size = google__protobuf__file_descriptor_proto__get_packed_size(file)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = google__protobuf__file_descriptor_proto__pack(file, buffer.baseAddress)
    }
  }

  /// Full names of everything that a client may ask for by its name.
  private static func symbols(of file: UnsafeMutablePointer<CFile>) -> [String] {
    let package = text(file.pointee.package)
    let messages = elements(file.pointee.n_message_type, file.pointee.message_type).flatMap {
      symbols(of: $0, in: package)
    }
    let enums = elements(file.pointee.n_enum_type, file.pointee.enum_type).map { "\(package).\(text($0.pointee.name))" }
    let services = elements(file.pointee.n_service, file.pointee.service).flatMap { service in
      let name = "\(package).\(text(service.pointee.name))"
      return [name]
        + elements(service.pointee.n_method, service.pointee.method).map { "\(name).\(text($0.pointee.name))" }
    }
    return messages + enums + services
  }

  private static func symbols(of message: UnsafeMutablePointer<CMessageType>, in scope: String) -> [String] {
    let name = "\(scope).\(text(message.pointee.name))"
    let nested = elements(message.pointee.n_nested_type, message.pointee.nested_type).flatMap {
      symbols(of: $0, in: name)
    }
    let enums = elements(message.pointee.n_enum_type, message.pointee.enum_type).map {
      "\(name).\(text($0.pointee.name))"
    }
    return [name] + nested + enums
  }
}
