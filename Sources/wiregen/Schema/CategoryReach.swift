/// Which categories of data messages hold, with those that they hold in turn, and which may stand in an answer.
struct CategoryReach {
  private let types: [String: MessageType]
  private var answered: Set<String> = []

  init(of schema: Schema) {
    types = Dictionary(schema.messages.map { ($0.fullName, $0) }, uniquingKeysWith: { first, _ in first })
    var waiting = schema.services.flatMap(\.methods).map(\.response)
    while let name = waiting.popLast() {
      guard answered.insert(name).inserted, let type = types[name] else { continue }
      waiting += type.fields.compactMap { field in
        if case .message(let inner) = field.type { inner } else { nil }
      }
    }
  }

  /// Whether an answer may hold it.
  func isAnswered(_ message: MessageType) -> Bool { answered.contains(message.fullName) }

  /// Names of the categories of its fields and of those of the messages that it holds, without "STRUCTURE".
  func categories(of message: MessageType) -> Set<String> {
    var all: Set<String> = []
    for field in message.fields {
      if let data = field.data, !data.isStructure { all.insert(data.category) }
      if let inner = inner(field) { all.formUnion(categories(of: inner)) }
    }
    return all
  }

  /// The fields of messages that tell of anybody.
  func categorisedMembers(of message: MessageType) -> [(field: Field, type: MessageType)] {
    message.fields.compactMap { field in
      guard let type = inner(field), !categories(of: type).isEmpty else { return nil }
      return (field, type)
    }
  }

  /// Whether a message that it holds names an agency of its own, or is classified by itself.
  func holdsContributors(_ message: MessageType) -> Bool {
    message.fields.contains { field in
      guard let type = inner(field) else { return false }
      return type.fields.contains { $0.data?.isContributor ?? false } || holdsContributors(type)
    }
  }

  private func inner(_ field: Field) -> MessageType? {
    if case .message(let name) = field.type { types[name] } else { nil }
  }
}
