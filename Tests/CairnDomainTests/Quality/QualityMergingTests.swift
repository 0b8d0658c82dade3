import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// Parts of the streams, counted apart, give what all of them give.
@Suite struct QualityMergingTests {
  private func log() throws -> QualityLog {
    var log = QualityLog()
    log.add(
      .agencyRegistered(AgencyRegistered(agency: Agency(agencyID: "met", kind: .police, name: "Police"))),
      to: Samples.identifier(1), by: "hub")
    for number in 0..<40 {
      var referral = Samples.referral
      if number.isMultiple(of: 2) { referral.children[0].sex = "" }
      if number.isMultiple(of: 3) { referral.primaryNeed = "" }
      let streams = try log.refer(
        referral, by: number.isMultiple(of: 5) ? "school" : "met",
        at: number < 20 ? QualityLog.november : QualityLog.december)
      if number.isMultiple(of: 4) {
        log.add(.findingResolved(FindingResolved(rule: "4180", field: "children[0].sex")), to: streams[1], by: "hub")
      }
    }
    return log
  }

  /// The count of the streams whose number leaves such a rest.
  private func part(_ rest: UInt64, of parts: UInt64, _ log: QualityLog) -> QualityCount {
    log.entries.filter { $0.envelope.stream.low % parts == rest }
      .reduce(into: QualityCount()) { $0.fold($1.event, $1.envelope) }
  }

  @Test(arguments: [1, 2, 3, 7] as [UInt64]) func partsGiveTheWhole(parts: UInt64) throws {
    let log = try log()
    let merged = (0..<parts).map { part($0, of: parts, log) }.reduce(QualityCount()) { $0.merging($1) }
    #expect(merged == log.counted())
    #expect(merged.cells.count == 4 && merged.agencyNames == ["met": "Police"])
  }

  @Test func theOrderOfThePartsMakesNoDifference() throws {
    let log = try log()
    let parts = (0..<3).map { part($0, of: 3, log) }
    #expect(parts[0].merging(parts[1]) == parts[1].merging(parts[0]))
    #expect(parts[0].merging(parts[1]).merging(parts[2]) == parts[0].merging(parts[1].merging(parts[2])))
    #expect(parts[0].merging(QualityCount()) == parts[0] && QualityCount().merging(parts[0]) == parts[0])
  }
}
