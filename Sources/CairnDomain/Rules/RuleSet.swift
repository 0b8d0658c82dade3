/// The rules that commands are decided under, as one versioned table. Every event stores the version.
///
/// Refusals are not optional: without them a command could not be understood, so taking one out of the table does not
/// switch it off. A finding that is not in the table, or not in force, is not made.
package struct RuleSet: Sendable {
  /// Rises with every change to the rules.
  package let version: UInt32
  /// Refusals first, then findings, each in the order of their numbers.
  package let rules: [Rule]

  /// The rules of this version of the product.
  package static let current = RuleSet(
    version: 5,
    rules: Rule.refusals + Rule.agreementRefusals + Rule.ofCertificates + Rule.sequence + Rule.agreementSequence
      + Rule.childFindings
      + Rule.referralFindings)

  /// The day from which the first rule set holds, long before anything was recorded under it.
  static let firstDay = CivilDate(knownYear: 2020, month: 1, day: 1)

  /// The rule of a number; `nil` if there is none.
  package func rule(_ number: String) -> Rule? {
    rules.first { $0.number == number }
  }

  /// Whether findings are made under a rule on a day.
  func applies(_ rule: Rule, on date: CivilDate) -> Bool {
    self.rule(rule.number).map { $0.isInForce(on: date) } ?? false
  }
}
