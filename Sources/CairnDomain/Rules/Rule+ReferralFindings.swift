/// What is recorded about a referral as a whole although it is incomplete or wrong, with a finding.
extension Rule {
  static let primaryNeedCode = Rule(
    "8650", "The primary need is given by its code", source: RuleSource.census, .finding,
    message: "The primary need is not a code of the reference data: give its code.")
  static let sourceCode = Rule(
    "8866", "The source of the referral is given by its code", source: RuleSource.census, .finding,
    message: "The source of the referral is missing or not a code of the reference data: give its code.")

  static let assertionKind = Rule(
    "C-131", "A statement says how far it can be relied on", source: RuleSource.workingTogether, .finding,
    message: "It is not said whether this is fact, observed, reported, alleged or opinion.")
  static let statementText = Rule(
    "C-132", "A statement says something", source: RuleSource.own, .finding,
    message: "The statement has no text: add it, or remove the entry.")
  static let statementTimeGiven = Rule(
    "C-133", "A statement has both its times", source: RuleSource.workingTogether, .finding,
    message: "The time is missing: give when it was observed and when it was written down.")
  static let statementTimeReadable = Rule(
    "C-134", "The times of a statement can be read", source: RuleSource.times, .finding,
    message: "The time cannot be read: write it like 2026-11-23T09:30:00+00:00.")
  static let recordedAfterObserved = Rule(
    "C-135", "What is written down was observed before", source: RuleSource.own, .finding,
    message: "It was written down before it was observed: check both times.")
  static let statementTimeNotInFuture = Rule(
    "C-136", "The times of a statement are past", source: RuleSource.own, .finding,
    message: "The time lies ahead of the day on which it was received: check it.")
  static let statementSource = Rule(
    "C-137", "A statement says what it rests on", source: RuleSource.workingTogether, .finding,
    message: "It is not said who or what the statement rests on.")
  static let statementCategory = Rule(
    "C-138", "The category of a statement is given by its code", source: RuleSource.own, .finding,
    message: "The category is not a code of the reference data: nobody but the hub is shown the statement until it is.")
  static let narrativeGiven = Rule(
    "C-141", "A referral tells what happened", source: RuleSource.own, .finding,
    message: "The narrative is missing: say what happened and why it worries you.")
  static let reporterGiven = Rule(
    "C-142", "A referral says who makes it", source: RuleSource.own, .finding,
    message: "Neither the reporter's name nor their capacity is there: add it, or give source 9 if they are anonymous.")

  static let primaryNeedGiven = Rule(
    "C-143", "The primary need is given", source: RuleSource.own, .finding,
    message: "The primary need is missing: give its code, or N0 if it is not stated.")
  static let adultName = Rule(
    "C-151", "An adult is named", source: RuleSource.own, .finding,
    message: "Neither a given nor a family name is there: add what is known.")
  static let adultRelationship = Rule(
    "C-152", "It is said who an adult is to the children", source: RuleSource.workingTogether, .finding,
    message: "The adult's relationship to the children is missing: say who they are to them.")
  static let adultSexCode = Rule(
    "C-153", "An adult's sex is given by its code", source: RuleSource.own, .finding,
    message: "Sex is not a code of the reference data: give M, F or U, or leave it empty.")

  static let referralFindings: [Rule] = [
    primaryNeedCode, sourceCode, assertionKind, statementText, statementTimeGiven,
    statementTimeReadable, recordedAfterObserved, statementTimeNotInFuture, statementSource, statementCategory,
    narrativeGiven, reporterGiven, primaryNeedGiven, adultName, adultRelationship, adultSexCode,
  ]
}
