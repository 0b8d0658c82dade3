/// A closed list of codes, each with what it means to a reader.
package struct CodeList: Sendable {
  /// One code and its meaning.
  package struct Entry: Hashable, Sendable {
    /// As it travels, such as "N1".
    package let code: String
    /// As people read it, such as "abuse or neglect".
    package let label: String
    /// The first day on which it may be used; `nil` if it always was.
    package let validFrom: CivilDate?
    /// The last day on which it may be used; `nil` while no end is known.
    package let validTo: CivilDate?

    /// Whether it may be used on a day.
    package func isValid(on date: CivilDate) -> Bool {
      validFrom.map { $0 <= date } ?? true && validTo.map { date <= $0 } ?? true
    }
  }

  /// As programs ask for it, such as "primary-need".
  package let name: String
  /// As people read it.
  package let title: String
  /// Where the codes come from.
  package let source: String
  /// In the order in which forms show them.
  package let entries: [Entry]

  init(
    _ name: String, _ title: String, source: String, _ pairs: KeyValuePairs<String, String>,
    validFrom: [String: CivilDate] = [:]
  ) {
    self.name = name
    self.title = title
    self.source = source
    entries = pairs.map { Entry(code: $0.key, label: $0.value, validFrom: validFrom[$0.key], validTo: nil) }
  }

  /// Whether the list has the code, in exactly this spelling.
  package func contains(_ code: String) -> Bool {
    entries.contains { $0.code == code }
  }

  /// Whether the list has the code and it may be used on a day; on a day that is not known, whether it has the code.
  func contains(_ code: String, on date: CivilDate?) -> Bool {
    entries.contains { $0.code == code && (date.map($0.isValid) ?? true) }
  }

  /// What the code means; `nil` if the list does not have it.
  package func label(of code: String) -> String? {
    entries.first { $0.code == code }?.label
  }
}

extension CodeList {
  /// Every list that commands and queries take codes of, in the order of their names.
  package static let all = [
    article6Basis, closureReason, consentReason, dataCategory, declineReason, disability, ethnicity, primaryNeed,
    purpose,
    referralSource, sealGround, sex,
  ]

  /// The list of a name; `nil` if there is none.
  package static func named(_ name: String) -> CodeList? {
    all.first { $0.name == name }
  }
}
