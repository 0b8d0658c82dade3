internal import CairnMessages

/// What makes a referral impossible to understand. Everything else about it is a finding.
extension Faults {
  mutating func check(_ referral: Referral) {
    let children = referral.children
    if children.isEmpty { add(.required, at: "referral.children") }
    if checkCount(children.count, max: Limits.childrenMax, at: "referral.children") {
      for (index, child) in children.enumerated() {
        check(child, at: "referral.children[\(index)]")
      }
    }
    if let reporter = referral.reporter { check(reporter, at: "referral.reporter") }
    checkLength(referral.source, bytesMax: Limits.shortTextBytesMax, at: "referral.source")
    checkLength(referral.primaryNeed, bytesMax: Limits.shortTextBytesMax, at: "referral.primary_need")
    if checkCount(referral.statements.count, max: Limits.statementsMax, at: "referral.statements") {
      for (index, statement) in referral.statements.enumerated() {
        check(statement, childCount: children.count, at: "referral.statements[\(index)]")
      }
    }
    if checkCount(referral.adults.count, max: Limits.adultsMax, at: "referral.adults") {
      for (index, adult) in referral.adults.enumerated() { check(adult, at: "referral.adults[\(index)]") }
    }
    checkLength(referral.narrative, bytesMax: Limits.narrativeBytesMax, at: "referral.narrative")
    checkLength(referral.agencyReference, bytesMax: Limits.shortTextBytesMax, at: "referral.agency_reference")
  }

  mutating func checkTexts(_ statement: Statement, at path: @autoclosure () -> String) {
    checkLength(statement.text, bytesMax: Limits.statementBytesMax, at: "\(path()).text")
    checkLength(statement.source, bytesMax: Limits.statementSourceBytesMax, at: "\(path()).source")
    checkLength(statement.observedAt, bytesMax: Limits.shortTextBytesMax, at: "\(path()).observed_at")
    checkLength(statement.recordedAt, bytesMax: Limits.shortTextBytesMax, at: "\(path()).recorded_at")
  }

  private mutating func check(_ statement: Statement, childCount: Int, at path: @autoclosure () -> String) {
    checkTexts(statement, at: path())
    guard checkCount(statement.aboutChildren.count, max: Limits.childrenMax, at: "\(path()).about_children") else {
      return
    }
    for (index, child) in statement.aboutChildren.enumerated() where child >= childCount {
      add(.indexInRange, at: "\(path()).about_children[\(index)]")
    }
  }
}
