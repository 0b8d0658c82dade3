internal import CairnMessages

/// Collects the findings of a referral, each with whom it concerns.
struct Findings {
  /// About the referral as a whole, or about several of its children.
  private(set) var ofReferral: [Finding] = []
  /// About exactly one child: one list per child, in order.
  private(set) var ofChildren: [[Finding]]

  private let rules: RuleSet
  /// The day on which it is decided: rules and codes are those of that day.
  let date: CivilDate

  /// - Parameter date: the day on which the command is decided, and whose rules are applied.
  init(childCount: Int, rules: RuleSet, on date: CivilDate) {
    ofChildren = Array(repeating: [], count: childCount)
    self.rules = rules
    self.date = date
  }

  /// Notes that a field breaks a rule, if the rule is in force.
  ///
  /// - Parameter child: the index of the one child that the field is about; `nil` if it is about several or nobody.
  mutating func add(_ rule: Rule, child: Int?, at path: @autoclosure () -> String) {
    guard rules.applies(rule, on: date) else { return }
    let finding = Finding(rule: rule.number, field: path(), message: rule.message)
    if let child { ofChildren[child].append(finding) } else { ofReferral.append(finding) }
  }
}
