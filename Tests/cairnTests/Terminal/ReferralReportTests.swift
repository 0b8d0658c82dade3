import CairnMessages
import Testing

@testable import cairn

@Suite struct ReferralReportTests {
  @Test func listsTheCaseOfEachChild() {
    let report = ReferralReport(response: SubmitReferralResponse(referralID: "r", caseIDs: ["a", "b"]), width: 80)
    #expect(report.lines.prefix(3) == ["Referral r is recorded.", "Child 1: case a", "Child 2: case b"])
    #expect(report.lines.last == "No findings: the data is complete and well formed.")
  }

  @Test func listsEveryFinding() {
    let findings = ["8525Q", "1103"].map { Finding(rule: $0, field: "children[0]", message: "Mend it.") }
    let lines = ReferralReport(response: SubmitReferralResponse(findings: findings), width: 80).lines
    #expect(lines.contains("Recorded with 2 findings, open until corrected or answered:"))
    #expect(lines.suffix(2) == ["8525Q  children[0]  Mend it.", "1103   children[0]  Mend it."])
  }
}
