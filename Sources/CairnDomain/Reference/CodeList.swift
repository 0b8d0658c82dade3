/// A closed list of codes, each with what it means to a reader.
package struct CodeList: Sendable {
  /// One code and its meaning.
  package struct Entry: Hashable, Sendable {
    /// As it travels, such as "N1".
    package let code: String
    /// As people read it, such as "abuse or neglect".
    package let label: String
  }

  /// In the order in which forms show them.
  package let entries: [Entry]

  init(_ pairs: KeyValuePairs<String, String>) {
    entries = pairs.map { Entry(code: $0.key, label: $0.value) }
  }

  /// Whether the list has the code, in exactly this spelling.
  package func contains(_ code: String) -> Bool {
    entries.contains { $0.code == code }
  }

  /// What the code means; `nil` if the list does not have it.
  package func label(of code: String) -> String? {
    entries.first { $0.code == code }?.label
  }
}
