import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct QualityReportTests {
  private func report() throws -> QualityReport {
    var log = QualityLog()
    log.add(
      .agencyRegistered(AgencyRegistered(agency: Agency(agencyID: "met", kind: .police, name: "Police"))),
      to: Samples.identifier(1), by: "hub")
    var referral = Samples.referral
    referral.children[0].sex = ""
    referral.children[0].ethnicity = ""
    for _ in 0..<2 { try log.refer(referral, by: "met", at: QualityLog.november) }
    referral.children[0].ethnicity = "WBRI"
    try log.refer(referral, by: "school", at: QualityLog.november + 75 * 86_400_000_000)
    return QualityReport(of: log.counted(), position: 9, recordedAtMicroseconds: QualityLog.december)
  }

  @Test func agenciesStandByWhatTheySendAndAreNamed() throws {
    let agencies = try report().agencies
    #expect(agencies.map(\.id) == ["met", "school"] && agencies.map(\.name) == ["Police", "school"])
    #expect(agencies.map(\.cell.referrals) == [2, 1])
  }

  @Test func monthsHaveNoGap() throws {
    let report = try report()
    #expect(report.months.map(\.text) == ["2026-11", "2026-12", "2027-01", "2027-02"])
    #expect(report.monthCells.map(\.referrals) == [2, 0, 0, 1])
    #expect(report.monthCells[1].completeness == nil)
    #expect(report.agencies[1].months.map(\.referrals) == [0, 0, 0, 1])
  }

  @Test func theTotalIsTheSumEitherWay() throws {
    let report = try report()
    for cells in [report.monthCells, report.agencies.map(\.cell)] {
      #expect(cells.reduce(into: QualityCell()) { $0 += $1 } == report.total)
    }
  }

  @Test func rulesStandByHowOftenTheyAreBroken() throws {
    let rules = try report().rules
    #expect(rules.map(\.number) == ["4180", "4220"] && rules.map(\.count.found) == [3, 2])
    #expect(rules[0].title == "Sex is given by its code")
  }

  @Test func theLeastCompleteFieldComesFirst() throws {
    let report = try report()
    let fractions = report.fieldsByCompleteness.map { report.total[$0].fraction ?? 2 }
    #expect(fractions == fractions.sorted() && fractions.count > 10)
    // Of six children three have no ethnicity that says more than that it is not known, and two have none.
    #expect(report.fieldsByCompleteness.first == .childEthnicity)
    #expect(report.total[.childEthnicity] == QualityShare(given: 1, expected: 6))
  }

  @Test func anEmptyLogHasAReport() {
    let report = QualityReport(of: QualityCount(), position: 0, recordedAtMicroseconds: 0)
    #expect(report.months.isEmpty && report.agencies.isEmpty && report.total.completeness == nil)
  }
}
