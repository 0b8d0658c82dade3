/// One numbered rule about what a command may hold.
///
/// Numbers without a letter in front are those of the Department for Education; "C-" are this product's own.
package struct Rule: Hashable, Sendable {
  /// What breaking the rule leads to.
  package enum Class: Hashable, Sendable {
    /// The command is refused, with this reason for programs.
    case refuse(reason: String)
    /// The command is recorded, together with a finding.
    case finding
  }

  /// Such as "8525Q". Unique in a rule set.
  package let number: String
  /// What the rule asks, in a line.
  package let title: String
  /// Statute, guidance or standard that it comes from.
  package let source: String
  /// What breaking it leads to.
  package let ruleClass: Class
  /// What is wrong when it is broken, and what would mend it.
  package let message: String
  /// The first day on which it is applied.
  package let validFrom: CivilDate
  /// The last day on which it is applied; `nil` while no end is known.
  package let validTo: CivilDate?

  init(
    _ number: String, _ title: String, source: String, _ ruleClass: Class, message: String,
    validFrom: CivilDate = RuleSet.firstDay, validTo: CivilDate? = nil
  ) {
    self.number = number
    self.title = title
    self.source = source
    self.ruleClass = ruleClass
    self.message = message
    self.validFrom = validFrom
    self.validTo = validTo
  }

  /// Whether it is applied to what is decided on a day.
  package func isInForce(on date: CivilDate) -> Bool {
    validFrom <= date && validTo.map { date <= $0 } ?? true
  }
}
