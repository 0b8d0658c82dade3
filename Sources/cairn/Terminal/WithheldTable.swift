internal import CairnDomain
internal import CairnMessages

/// What an answer does not show, as people read it.
enum WithheldTable {
  /// Empty if nothing is withheld.
  static func lines(_ withheld: [Withheld], width: Int) -> [String] {
    guard !withheld.isEmpty else { return [] }
    var table = Table([.init(title: "Of"), .init(title: "Why"), .init(title: "Categories")])
    for one in withheld {
      table.add(
        [
          one.agencyID, why(one.reason),
          one.categories.joined(separator: ", "),
        ], below: ["fields: \(sections(one.fields).joined(separator: ", "))"])
    }
    return ["", "Not shown to you, whether the case holds it or not", ""] + table.lines(width: width)
  }

  /// Fields by where they stand, as deep as a person asks for them; programs get every one.
  private static func sections(_ fields: [String]) -> [String] {
    var seen: Set<String> = []
    return fields.map { $0.split(separator: ".").prefix(2).joined(separator: ".") }.filter { seen.insert($0).inserted }
  }

  private static func why(_ reason: WithheldReason) -> String {
    switch reason {
    case .noAgreement: "no agreement in force"
    case .notGiven: "the agreement does not give it"
    case .onRequest: "given to who asks for it"
    case .beyondAccess: "beyond your access to this case"
    case .unspecified, .unrecognized: "not known to this version"
    }
  }
}
