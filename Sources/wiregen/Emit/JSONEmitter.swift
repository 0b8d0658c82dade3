/// Writes the generated half of `CairnJSON`: each message's fields, named for the reader and the writer.
enum JSONEmitter {
  static func files(for schema: Schema) -> [GeneratedFile] {
    schema.files.filter { !$0.messages.isEmpty }.map { file in
      var source = SourceText(generatedFrom: file.path)
      source.line()
      source.line("package import CairnMessages")
      for message in file.messages { emit(message, to: &source) }
      return GeneratedFile(path: "Sources/CairnJSON/Generated/\(Names.swiftFile(file.path))", text: source.text)
    }
  }

  private static func emit(_ message: MessageType, to source: inout SourceText) {
    source.line()
    source.block("extension \(message.name): JSONMessage {") { source in
      source.block("package init(from reader: inout JSONObjectReader) {") { source in
        for field in message.fields {
          source.line(
            "let \(field.swiftName): \(field.swiftType) = reader.read(\"\(field.jsonName)\", \"\(field.name)\")")
        }
        let arguments = message.fields.map { "\(Names.plainMember($0.name)): \($0.swiftName)" }
        source.line("self.init(\(arguments.joined(separator: ", ")))")
      }
      source.line()
      source.block("package func write(to writer: inout JSONObjectWriter) {") { source in
        for field in message.fields { source.line("writer.write(\"\(field.jsonName)\", \(field.swiftName))") }
      }
    }
  }
}
