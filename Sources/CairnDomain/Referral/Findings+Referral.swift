internal import CairnMessages

extension Findings {
  /// Everything that is wrong with a referral which is recorded all the same.
  ///
  /// A finding goes where the thing that it is about goes: with the child if it is about exactly one, so that it is sealed
  /// under that child's key and seen with that child's case alone.
  init(of referral: Referral, context: DecisionContext, rules: RuleSet) {
    let children = referral.children
    self.init(childCount: children.count, context: context, rules: rules)
    let today = context.occurredOn
    for (index, child) in children.enumerated() {
      check(child, index: index, referredOn: today, toldOn: today, at: "children[\(index)]")
    }
    checkSharedIdentifiers(children)
    checkWhole(referral)
    for (index, statement) in referral.statements.enumerated() {
      let child = statement.onlyChild(of: children.count)
      check(statement, child: child, context: context, at: "statements[\(index)]")
    }
    for (index, adult) in referral.adults.enumerated() { check(adult, at: "adults[\(index)]") }
  }

  /// Everything that is wrong with what a correction says of a child.
  ///
  /// - Parameter referredOn: the day of the referral that it corrects; `nil` if that cannot be read.
  init(of child: Child, referredOn: CivilDate?, context: DecisionContext, rules: RuleSet) {
    self.init(childCount: 1, context: context, rules: rules)
    let today = context.occurredOn
    check(child, index: 0, referredOn: referredOn ?? today, toldOn: today, at: "child")
  }

  /// Everything that is wrong with what an agency says of a child.
  init(of statements: [Statement], context: DecisionContext, rules: RuleSet) {
    self.init(childCount: 1, context: context, rules: rules)
    for (index, statement) in statements.enumerated() {
      check(statement, child: 0, context: context, at: "information.statements[\(index)]")
    }
  }

  private init(childCount: Int, context: DecisionContext, rules: RuleSet) {
    guard let decidedOn = LondonTime.date(atMicroseconds: context.recordedAtMicroseconds) else {
      preconditionFailure("the server's clock stands outside the calendar")
    }
    self.init(childCount: childCount, rules: rules, on: decidedOn)
  }

  private mutating func checkWhole(_ referral: Referral) {
    let isReporterKnown =
      referral.reporter.map { reporter in
        !reporter.capacity.isBlank || reporter.name.map { !$0.given.isBlank || !$0.family.isBlank } ?? false
      } ?? false
    if !isReporterKnown && referral.source != CodeList.anonymousSource {
      add(.reporterGiven, child: nil, at: "reporter")
    }
    if !CodeList.referralSource.contains(referral.source, on: date) {
      add(.sourceCode, child: nil, at: "source")
    }
    if referral.primaryNeed.isBlank {
      add(.primaryNeedGiven, child: nil, at: "primary_need")
    } else if !CodeList.primaryNeed.contains(referral.primaryNeed, on: date) {
      add(.primaryNeedCode, child: nil, at: "primary_need")
    }
    if referral.narrative.isBlank { add(.narrativeGiven, child: nil, at: "narrative") }
  }
}

extension DecisionContext {
  /// The day on which it happened.
  fileprivate var occurredOn: CivilDate {
    guard let date = LondonTime.date(atMicroseconds: occurredAt.microseconds) else {
      preconditionFailure("a checked time stands outside the calendar")
    }
    return date
  }
}
