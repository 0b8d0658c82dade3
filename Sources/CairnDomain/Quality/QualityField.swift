/// What a referral can say, as the quality picture counts it.
package enum QualityField: Int, CaseIterable, Sendable {
  case childName, childBirth, childSex, childEthnicity, childDisability, childNHSNumber, childUPN, childPostcode
  case childSchool
  case referralSource, referralNeed, referralNarrative, referralReporter
  case statementText, statementAssertion, statementSource, statementObserved, statementRecorded
  case adultName, adultRelationship
  /// Findings alone are counted under these: nobody is expected to fill them.
  case childOther, adultOther, other

  /// What there is one of for each time that the field could be filled.
  package enum Unit: CaseIterable, Sendable {
    case child, referral, statement, adult
  }
}

extension QualityField {
  /// Those whose completeness is counted.
  package static let counted = allCases.filter(\.isCounted)

  /// Whether its completeness is counted.
  package var isCounted: Bool { self != .childOther && self != .adultOther && self != .other }

  /// What it belongs to.
  package var unit: Unit {
    switch self {
    case .childName, .childBirth, .childSex, .childEthnicity, .childDisability, .childNHSNumber, .childUPN,
      .childPostcode, .childSchool, .childOther:
      .child
    case .referralSource, .referralNeed, .referralNarrative, .referralReporter, .other: .referral
    case .statementText, .statementAssertion, .statementSource, .statementObserved, .statementRecorded: .statement
    case .adultName, .adultRelationship, .adultOther: .adult
    }
  }

  /// As a column is headed, under the name of its unit.
  package var title: String {
    switch self {
    case .childName, .adultName: "Name"
    case .childBirth: "Birth or due date"
    case .childSex: "Sex"
    case .childEthnicity: "Ethnicity"
    case .childDisability: "Disability"
    case .childNHSNumber: "NHS number"
    case .childUPN: "UPN"
    case .childPostcode: "Postcode"
    case .childSchool: "School"
    case .referralSource, .statementSource: "Source"
    case .referralNeed: "Primary need"
    case .referralNarrative: "Narrative"
    case .referralReporter: "Reporter"
    case .statementText: "Text"
    case .statementAssertion: "Fact or opinion"
    case .statementObserved: "Time seen"
    case .statementRecorded: "Time written"
    case .adultRelationship: "Relationship"
    case .childOther, .adultOther, .other: "Other"
    }
  }

  /// For programs, such as "child.nhs_number".
  package var code: String {
    switch self {
    case .childName: "child.name"
    case .childBirth: "child.birth_or_due_date"
    case .childSex: "child.sex"
    case .childEthnicity: "child.ethnicity"
    case .childDisability: "child.disability"
    case .childNHSNumber: "child.nhs_number"
    case .childUPN: "child.upn"
    case .childPostcode: "child.postcode"
    case .childSchool: "child.school"
    case .childOther: "child.other"
    case .referralSource: "referral.source"
    case .referralNeed: "referral.primary_need"
    case .referralNarrative: "referral.narrative"
    case .referralReporter: "referral.reporter"
    case .statementText: "statement.text"
    case .statementAssertion: "statement.assertion"
    case .statementSource: "statement.source"
    case .statementObserved: "statement.observed_at"
    case .statementRecorded: "statement.recorded_at"
    case .adultName: "adult.name"
    case .adultRelationship: "adult.relationship"
    case .adultOther: "adult.other"
    case .other: "other"
    }
  }
}

extension QualityField.Unit {
  /// As people read it: "Child".
  package var title: String {
    switch self {
    case .child: "Child"
    case .referral: "Referral"
    case .statement: "Statement"
    case .adult: "Adult"
    }
  }
}
