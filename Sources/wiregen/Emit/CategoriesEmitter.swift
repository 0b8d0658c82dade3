/// Writes which categories of data a message holds, and how what may not be seen is taken out of it: for every message that
/// an answer may hold and that tells of anybody.
enum CategoriesEmitter {
  static func files(for schema: Schema) -> [GeneratedFile] {
    let reach = CategoryReach(of: schema)
    let extensions = schema.files.compactMap { file -> GeneratedFile? in
      let messages = file.messages.filter { reach.isAnswered($0) && !reach.categories(of: $0).isEmpty }
      guard !messages.isEmpty else { return nil }
      var source = SourceText(generatedFrom: file.path)
      for message in messages { emit(message, reach, to: &source) }
      let name = Names.swiftFile(file.path).replacing(".swift", with: ".categories.swift")
      return GeneratedFile(path: "Sources/CairnMessages/Generated/\(name)", text: source.text)
    }
    return schema.categories.isEmpty ? extensions : [categoryFile(schema.categories)] + extensions
  }

  private static func categoryFile(_ categories: [EnumValue]) -> GeneratedFile {
    var source = SourceText(generatedFrom: optionsFile)
    source.line()
    source.document("", otherwise: "The categories of data that a data-sharing agreement decides over, by their codes.")
    source.block("package enum DataCategory: String, CaseIterable, Hashable, Sendable {") { source in
      for value in categories {
        source.document(value.comment, otherwise: "`\(value.name)`")
        source.line("case \(name(value.name)) = \"\(value.name.lowercased().replacing("_", with: "-"))\"")
      }
      source.line()
      source.line("/// The number in the contract, below 32.")
      source.block("package var number: UInt32 {") { source in
        source.block("switch self {") { source in
          for value in categories { source.line("case .\(name(value.name)): \(value.number)") }
        }
      }
    }
    return GeneratedFile(path: "Sources/CairnMessages/Generated/cairn.options.swift", text: source.text)
  }

  private static func emit(_ message: MessageType, _ reach: CategoryReach, to source: inout SourceText) {
    source.line()
    source.block("extension \(message.name): CategorisedMessage {") { source in
      let all = reach.categories(of: message).sorted().map { "." + name($0) }
      source.line("package static let categories: DataCategorySet = [\(all.joined(separator: ", "))]")
      source.line("package static let holdsContributors = \(reach.holdsContributors(message))")
      emitFields(of: message, reach, to: &source)
      if let field = message.fields.first(where: { $0.data?.isContributor ?? false }) {
        source.line("package var contributor: String { \(field.swiftName) }")
      }
      if let field = message.fields.first(where: { $0.data?.isClassification ?? false }) {
        source.line("package var classification: String { \(field.swiftName) }")
      }
      source.line()
      source.block("package mutating func withhold(beyond sight: Sight) {") { source in
        emitEmptying(of: message, to: &source)
        for (field, _) in reach.categorisedMembers(of: message) { source.line("sight.limit(&\(field.swiftName))") }
      }
    }
  }

  /// Where its fields stand, with those of the messages that it holds.
  private static func emitFields(
    of message: MessageType, _ reach: CategoryReach, to source: inout SourceText
  ) {
    let own = message.fields.filter { !$0.isStructure }
      .map { ".init(path: \"\($0.name)\", category: .\(name($0.data?.category ?? "")))" }
    source.line("package static let categorisedFields: [CategorisedField] =")
    source.line("  [\(own.joined(separator: ", "))]")
    for (field, type) in reach.categorisedMembers(of: message) {
      source.line("  + \(type.name).categorisedFields.map { $0.under(\"\(field.name)\") }")
    }
  }

  /// Fields of one category are emptied together, in the order of the contract.
  private static func emitEmptying(of message: MessageType, to source: inout SourceText) {
    var done: Set<String> = []
    for field in message.fields where !field.isStructure {
      guard let category = field.data?.category, done.insert(category).inserted else { continue }
      source.block("if !sight.sees(.\(name(category))) {") { source in
        for other in message.fields where other.data?.category == category {
          source.line("\(other.swiftName) = \(other.swiftDefault)")
        }
      }
    }
  }

  private static func name(_ category: String) -> String { Names.member(category.lowercased()) }
}

extension Field {
  /// Whether it tells nothing about a person by itself; a field of messages is as they are.
  fileprivate var isStructure: Bool { data?.isStructure ?? true }
}
