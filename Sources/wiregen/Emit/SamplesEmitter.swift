/// Writes random samples of every message, for tests.
enum SamplesEmitter {
  static func files(for schema: Schema) -> [GeneratedFile] {
    let samples = schema.files.filter { !$0.messages.isEmpty }.map { file in
      var source = SourceText(generatedFrom: file.path)
      source.line()
      source.line("package import CairnMessages")
      for message in file.messages { emit(message, to: &source) }
      return GeneratedFile(path: "Tests/MessageSamples/Generated/\(Names.swiftFile(file.path))", text: source.text)
    }
    var list = SourceText(generatedFrom: "")
    list.line()
    list.line("internal import CairnMessages")
    list.line()
    list.line("/// Every message type of the contract.")
    list.block("package let everyMessageType: [any SampledMessage.Type] = [", closing: "]") { source in
      for message in schema.messages { source.line("\(message.name).self,") }
    }
    return samples + [GeneratedFile(path: "Tests/MessageSamples/Generated/everyMessageType.swift", text: list.text)]
  }

  private static func emit(_ message: MessageType, to source: inout SourceText) {
    source.line()
    source.block("extension \(message.name): SampledMessage {") { source in
      source.block("package static func sample(by chance: inout Chance) -> Self {") { source in
        source.line(message.fields.isEmpty ? "let sample = Self()" : "var sample = Self()")
        for field in message.fields { source.line("chance.fill(&sample.\(field.swiftName))") }
        source.line("return sample")
      }
    }
  }
}
