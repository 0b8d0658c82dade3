internal import CairnMessages

extension Findings {
  /// Everything that is wrong with a referral which is recorded all the same.
  ///
  /// A finding goes where the thing that it is about goes: with the child if it is about exactly one, so that it is sealed
  /// under that child's key and seen with that child's case alone.
  init(of referral: Referral, context: DecisionContext, rules: RuleSet) {
    guard let decidedOn = LondonTime.date(atMicroseconds: context.recordedAtMicroseconds),
      let referredOn = LondonTime.date(atMicroseconds: context.occurredAt.microseconds)
    else { preconditionFailure("the server's clock or a checked time stands outside the calendar") }
    self.init(childCount: referral.children.count, rules: rules, on: decidedOn)
    for (index, child) in referral.children.enumerated() {
      check(child, index: index, referredOn: referredOn)
    }
    checkSharedIdentifiers(referral.children)
    checkWhole(referral)
    let latest = context.recordedAtMicroseconds + Limits.clockAheadMicroseconds
    for (index, statement) in referral.statements.enumerated() {
      let child = statement.onlyChild(of: referral.children.count)
      check(statement, child: child, latestMicroseconds: latest, at: "statements[\(index)]")
    }
  }

  private mutating func checkWhole(_ referral: Referral) {
    let isReporterKnown =
      referral.reporter.map { reporter in
        !reporter.capacity.isBlank || reporter.name.map { !$0.given.isBlank || !$0.family.isBlank } ?? false
      } ?? false
    if !isReporterKnown && referral.source != CodeList.anonymousSource {
      add(.reporterGiven, child: nil, at: "reporter")
    }
    if !CodeList.referralSource.contains(referral.source) {
      add(.sourceCode, child: nil, at: "source")
    }
    if referral.primaryNeed.isBlank {
      add(.primaryNeedGiven, child: nil, at: "primary_need")
    } else if !CodeList.primaryNeed.contains(referral.primaryNeed) {
      add(.primaryNeedCode, child: nil, at: "primary_need")
    }
    if referral.narrative.isBlank { add(.narrativeGiven, child: nil, at: "narrative") }
  }
}
