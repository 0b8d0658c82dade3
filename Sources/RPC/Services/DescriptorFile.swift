/// A file of a contract, as a server describes itself.
package struct DescriptorFile: Sendable {
  /// "cairn/v1/case.proto"
  package let name: String
  /// Names of the files that it imports.
  package let imports: [String]
  /// Full names of its messages, enums, services and methods.
  package let symbols: [String]
  /// A `google.protobuf.FileDescriptorProto` in base64.
  package let base64: String

  /// Makes a file of its parts.
  package init(name: String, imports: [String], symbols: [String], base64: String) {
    self.name = name
    self.imports = imports
    self.symbols = symbols
    self.base64 = base64
  }
}
