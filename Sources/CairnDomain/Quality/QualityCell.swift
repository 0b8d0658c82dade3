/// What one agency sent in one month, or a sum of such: counts and no content.
package struct QualityCell: Hashable, Sendable {
  /// Referrals that came.
  package internal(set) var referrals = 0
  /// Children whom they are about: one case each.
  package internal(set) var children = 0
  /// Statements, with those of agencies that were asked.
  package internal(set) var statements = 0
  /// Adults whom referrals name.
  package internal(set) var adults = 0
  /// Events whose key is erased: of what they said nothing is counted.
  package internal(set) var erasedEvents = 0
  /// Events that cannot be read: nothing of them is counted.
  package internal(set) var unreadableEvents = 0
  /// What was wrong with it, by rule and field.
  package internal(set) var findings: [QualityFinding: QualityFindingCount] = [:]
  /// By `QualityField.rawValue`.
  private var shares = [QualityShare](repeating: QualityShare(), count: QualityField.allCases.count)

  /// Nothing.
  package init() {}

  /// How many have the field filled, of those that it applies to.
  package internal(set) subscript(field: QualityField) -> QualityShare {
    get { shares[field.rawValue] }
    set { shares[field.rawValue] = newValue }
  }

  /// The mean over the fields of how complete each is, from 0 to 1; `nil` if nothing came. Each field counts alike, so that
  /// many statements do not hide few children.
  package var completeness: Double? {
    let fractions = QualityField.counted.compactMap { self[$0].fraction }
    return fractions.isEmpty ? nil : fractions.reduce(0, +) / Double(fractions.count)
  }

  /// All findings by what became of them.
  package var findingCount: QualityFindingCount { findingCount { _ in true } }

  /// Findings of a kind by what became of them.
  package func findingCount(where isCounted: (QualityFinding) -> Bool) -> QualityFindingCount {
    findings.reduce(into: QualityFindingCount()) { if isCounted($1.key) { $0 += $1.value } }
  }

  /// Findings for 100 referrals; `nil` if none came.
  package var findingsPerHundredReferrals: Double? {
    referrals > 0 ? Double(findingCount.found) * 100 / Double(referrals) : nil
  }

  mutating func expect(_ field: QualityField, isGiven: Bool) {
    shares[field.rawValue].expected += 1
    if isGiven { shares[field.rawValue].given += 1 }
  }

  static func += (left: inout Self, right: Self) {
    left.referrals += right.referrals
    left.children += right.children
    left.statements += right.statements
    left.adults += right.adults
    left.erasedEvents += right.erasedEvents
    left.unreadableEvents += right.unreadableEvents
    left.findings.merge(right.findings) { left, right in
      var sum = left
      sum += right
      return sum
    }
    for index in left.shares.indices { left.shares[index] += right.shares[index] }
  }
}

/// What findings are counted by.
package struct QualityFinding: Hashable, Sendable {
  /// The rule's number, such as "8525Q".
  package let rule: String
  /// The field that it is about.
  package let field: QualityField
}

/// How many findings there were, and what became of them.
package struct QualityFindingCount: Hashable, Sendable {
  /// All that were made.
  package internal(set) var found = 0
  /// Those that a correction mended.
  package internal(set) var corrected = 0
  /// Those that were answered with a reason.
  package internal(set) var answered = 0

  /// Neither corrected nor answered.
  package var open: Int { found - corrected - answered }

  static func += (left: inout Self, right: Self) {
    left.found += right.found
    left.corrected += right.corrected
    left.answered += right.answered
  }
}
