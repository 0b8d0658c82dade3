internal import CairnMessages

/// Findings on screen.
enum FindingTable {
  /// Nothing but a line if there are none.
  static func lines(_ findings: [Finding], width: Int) -> [String] {
    guard !findings.isEmpty else { return ["No findings."] }
    var table = Table([.init(title: "Rule"), .init(title: "Field"), .init(title: "Finding")])
    for finding in findings { table.add([finding.rule, finding.field, finding.message]) }
    return table.lines(width: width)
  }
}
