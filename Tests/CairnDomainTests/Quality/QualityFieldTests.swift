import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct QualityFieldTests {
  @Test(arguments: [
    ("children[0].name", "C-102", QualityField.childName),
    ("children[11].expected_date_of_delivery", "C-101", .childBirth),
    ("child.date_of_birth", "8525Q", .childBirth),
    ("children[0].disabilities[2]", "8540", .childDisability),
    ("children[0].identifiers[1].value", "C-112", .childNHSNumber),
    ("children[0].identifiers[1].value", "1540", .childUPN),
    ("children[0].identifiers[1].value", "C-118", .childOther),
    ("children[0].addresses[0].postcode", "C-121", .childPostcode),
    ("children[0].addresses[0].local_authority_gss", "C-122", .childOther),
    ("statements[3].observed_at", "C-133", .statementObserved),
    ("information.statements[0].assertion", "C-131", .statementAssertion),
    ("requests[019ab0c1-0000-7000-8000-000000000001].information.statements[0].text", "C-132", .statementText),
    ("adults[0].relationship", "C-152", .adultRelationship),
    ("adults[0].identifiers[0].value", "C-112", .adultOther),
    ("adults[0].date_of_birth", "C-101", .adultOther),
    ("primary_need", "8650", .referralNeed),
    ("reporter", "C-142", .referralReporter),
    ("", "C-999", .other),
  ])
  func aPathNamesAField(path: String, rule: String, field: QualityField) {
    #expect(QualityField(path: path, rule: rule) == field)
  }

  @Test func codesAreUnique() {
    #expect(Set(QualityField.allCases.map(\.code)).count == QualityField.allCases.count)
    for field in QualityField.counted { #expect(field.code.hasPrefix(field.unit.title.lowercased() + ".")) }
  }

  @Test func everyFindingOfTheRulesHasAFieldOfItsOwn() throws {
    // What the domain finds wrong with a referral in which everything is wrong is about a known field.
    var referral = Samples.referral
    referral.children = [Child(identifiers: [Identifier(scheme: .nhsNumber, value: "1")])]
    referral.statements = [Statement()]
    referral.adults = [Adult()]
    referral.reporter = nil
    referral.narrative = ""
    referral.source = ""
    referral.primaryNeed = ""
    var log = QualityLog()
    try log.refer(referral)
    let findings = try #require(log.counted().cells.values.first).findings
    #expect(findings.count > 12 && findings.keys.allSatisfy { $0.field != .other })
  }

  @Test(arguments: ["2026-11", "0000-01", "9999-12"]) func monthsAreRead(text: String) throws {
    #expect(try #require(QualityMonth(text)).text == text)
  }

  @Test(arguments: ["2026-13", "2026-1", "2026", "2026-11-01", ""]) func othersAreNot(text: String) {
    #expect(QualityMonth(text) == nil)
  }

  @Test func decemberIsFollowedByJanuary() throws {
    let december = try #require(QualityMonth("2026-12"))
    #expect(december.next.text == "2027-01" && december < december.next && december.title == "Dec 2026")
  }
}
