internal import CairnDomain
internal import CairnJSON
internal import CairnMessages

/// What a version of an agreement changes, on screen and for programs.
enum DifferenceText {
  static func lines(_ difference: AgreementDifference, width: Int) -> [String] {
    guard !difference.isEmpty else { return ["The two versions say the same."] }
    return termLines(difference.terms, width: width) + sharingLines(difference.sharing, width: width)
  }

  private static func termLines(_ terms: [AgreementDifference.Term], width: Int) -> [String] {
    terms.flatMap { term in
      [term.name] + Field.lines("  before", term.before.isEmpty ? "nothing" : term.before, width: width)
        + Field.lines("  after", term.after.isEmpty ? "nothing" : term.after, width: width)
    }
  }

  private static func sharingLines(_ sharing: [AgreementDifference.Sharing], width: Int) -> [String] {
    guard !sharing.isEmpty else { return ["Nobody would be given more or less."] }
    var table = Table([
      .init(title: "Party", isWhole: true), .init(title: "Role"), .init(title: "For"), .init(title: "Categories"),
      .init(title: "Before"), .init(title: "After"),
    ])
    for change in sharing {
      table.add([
        change.recipientID, change.capacity.role.label ?? "unknown", change.capacity.purpose,
        change.categories.categories.map(\.rawValue).joined(separator: ", "), change.before.label, change.after.label,
      ])
    }
    return ["", "Who would be given more or less"] + table.lines(width: width)
  }

  /// On one line.
  static func json(_ difference: AgreementDifference) -> String {
    let terms = difference.terms.map { term in
      JSONValue.object([
        JSONMember("name", .string(term.name)), JSONMember("before", .string(term.before)),
        JSONMember("after", .string(term.after)),
      ])
    }
    let sharing = difference.sharing.map { change in
      JSONValue.object([
        JSONMember("recipient", .string(change.recipientID)),
        JSONMember("role", .string(change.capacity.role.code ?? "")),
        JSONMember("purpose", .string(change.capacity.purpose)),
        JSONMember("categories", .array(change.categories.categories.map { .string($0.rawValue) })),
        JSONMember("before", .string(change.before.label)), JSONMember("after", .string(change.after.label)),
      ])
    }
    return JSONValue.object([JSONMember("terms", .array(terms)), JSONMember("sharing", .array(sharing))]).compactText
  }
}
