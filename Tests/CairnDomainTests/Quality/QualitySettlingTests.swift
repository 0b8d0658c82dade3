import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// Findings are followed up: open ones are told from those that were corrected or answered.
@Suite struct QualitySettlingTests {
  private static let key = QualityCount.Key(
    agencyID: "met", month: QualityMonth(of: CivilDate(knownYear: 2026, month: 11, day: 1)))

  /// A referral of one child whose sex and ethnicity are missing, and which has no primary need.
  private func log() throws -> (log: QualityLog, referral: Identifier128, childCase: Identifier128) {
    var referral = Samples.referral
    referral.children = [Samples.child]
    referral.children[0].sex = ""
    referral.children[0].ethnicity = ""
    referral.primaryNeed = ""
    referral.statements = []
    var log = QualityLog()
    let streams = try log.refer(referral)
    return (log, streams[0], streams[1])
  }

  private func count(_ rule: String, in count: QualityCount, _ key: QualityCount.Key = key) -> QualityFindingCount {
    count.cells[key]?.findingCount { $0.rule == rule } ?? QualityFindingCount()
  }

  @Test func allAreOpenAtFirst() throws {
    let counted = try log().log.counted()
    for rule in ["4180", "4220", "C-143"] {
      #expect(count(rule, in: counted) == QualityFindingCount(found: 1), "\(rule)")
      #expect(count(rule, in: counted).open == 1)
    }
    #expect(counted.cells[Self.key]?.findingsPerHundredReferrals == 300)
  }

  @Test func aReasonAnswersOneOfThem() throws {
    var (log, referral, childCase) = try log()
    log.add(
      .findingResolved(FindingResolved(rule: "4180", field: "children[0].sex", reason: "r")), to: childCase, by: "hub",
      at: QualityLog.december)
    log.add(
      .referralFindingResolved(ReferralFindingResolved(rule: "C-143", field: "primary_need", reason: "r")),
      to: referral,
      by: "hub", at: QualityLog.december)
    let counted = log.counted()
    #expect(count("4180", in: counted) == QualityFindingCount(found: 1, answered: 1))
    #expect(count("C-143", in: counted) == QualityFindingCount(found: 1, answered: 1))
    #expect(count("C-143", in: counted).open == 0)
    #expect(count("4220", in: counted).open == 1)
  }

  @Test func aCorrectionMendsWhatItNoLongerFinds() throws {
    var (log, _, childCase) = try log()
    log.add(
      .childCorrected(
        ChildCorrected(
          child: Samples.child,
          findings: [
            Finding(rule: "4220", field: "child.ethnicity"), Finding(rule: "C-102", field: "child.name"),
          ])), to: childCase, by: "hub", at: QualityLog.december)
    let counted = log.counted()
    #expect(count("4180", in: counted) == QualityFindingCount(found: 1, corrected: 1))
    #expect(count("4180", in: counted).open == 0)
    #expect(count("4220", in: counted) == QualityFindingCount(found: 1), "it is still the finding that it was")
    let hub = QualityCount.Key(agencyID: "hub", month: Self.key.month.next)
    #expect(count("C-102", in: counted, hub) == QualityFindingCount(found: 1), "what is new counts for who corrected")
    #expect(count("4220", in: counted, hub).found == 0)
  }

  @Test func whatStandsAfterACorrectionIsAnsweredUnderItsNewPath() throws {
    var (log, _, childCase) = try log()
    log.add(
      .childCorrected(
        ChildCorrected(child: Samples.child, findings: [Finding(rule: "4220", field: "child.ethnicity")])),
      to: childCase, by: "hub")
    log.add(.findingResolved(FindingResolved(rule: "4220", field: "child.ethnicity", reason: "r")), to: childCase)
    #expect(count("4220", in: log.counted()) == QualityFindingCount(found: 1, answered: 1))
  }

  @Test func nothingIsAnsweredTwice() throws {
    var (log, _, childCase) = try log()
    for _ in 0..<2 {
      log.add(.findingResolved(FindingResolved(rule: "4180", field: "children[0].sex")), to: childCase)
    }
    #expect(count("4180", in: log.counted()).answered == 1)
  }

  @Test func onlyStreamsInWhichSomethingIsSettledAreRemembered() throws {
    var (log, referral, childCase) = try log()
    log.add(.findingResolved(FindingResolved(rule: "4180", field: "children[0].sex")), to: childCase)
    let all = log.counted()
    let some = log.counted(QualityCount(settledStreams: [childCase]))
    #expect(some.cells == all.cells)
    #expect(all.open[referral] != nil && some.open[referral] == nil && some.open[childCase]?.count == 1)
  }

  @Test func theViewHasAsManyOpenOnes() throws {
    var (log, _, childCase) = try log()
    log.add(.findingResolved(FindingResolved(rule: "4180", field: "children[0].sex")), to: childCase)
    log.add(
      .informationProvided(
        InformationProvided(findings: [Finding(rule: "C-132", field: "information.statements[0].text")])),
      to: childCase, by: "school")
    log.add(
      .childCorrected(
        ChildCorrected(child: Samples.child, findings: [Finding(rule: "4220", field: "child.ethnicity")])),
      to: childCase, by: "hub")
    var document: CaseDocument?
    for (event, envelope) in log.entries where envelope.stream == childCase {
      document = CaseDocument.fold(document, event, envelope)
    }
    #expect(log.counted().open[childCase]?.map(\.path) == document?.findings.map(\.field))
  }
}
