import CairnDomain
import CairnMessages
import Identifiers

/// A quality picture made of a few events, with names that a page must not take for markup.
enum QualitySample {
  static let hostileName = "O'Hara & <script>alert(\"1\")</script>\u{202E}\u{1B}[2J"

  /// 2026-11-23T10:00:00Z.
  private static let november: Int64 = 1_795_428_000_000_000
  private static let monthMicroseconds: Int64 = 31 * 86_400_000_000

  static let empty = QualityReport(of: QualityCount(), position: 0, recordedAtMicroseconds: 0)

  /// Agencies "a00" and on, each with referrals in every month; the first has the hostile name.
  static func report(agencies: Int = 3, months: Int = 4) -> QualityReport {
    var count = QualityCount()
    var stream: UInt64 = 0
    func fold(_ event: DomainEvent, by agencyID: String, month: Int) {
      stream += 1
      count.fold(
        event,
        EventEnvelope(
          stream: Identifier128(high: 1, low: stream), version: 1, agencyID: agencyID,
          recordedAtMicroseconds: november + Int64(month) * monthMicroseconds))
    }
    for agency in 0..<agencies {
      let id = agency < 10 ? "a0\(agency)" : "a\(agency)"
      let name = agency == 0 ? hostileName : "Agency of a rather long name, number \(agency)"
      fold(
        .agencyRegistered(AgencyRegistered(agency: Agency(agencyID: id, kind: .health, name: name))), by: "hub",
        month: 0)
      // The last agency leaves out a month, so that its lines have a gap.
      for month in 0..<months where agency != agencies - 1 || month != 1 {
        let received = ReferralReceived(
          source: "6", primaryNeed: month.isMultiple(of: 2) ? "" : "N1", narrative: "What happened",
          findings: [Finding(rule: "C-143", field: "primary_need"), Finding(rule: "X-<1>", field: "elsewhere")],
          adults: [Adult(name: PersonName(given: "Ash"))])
        fold(.referralReceived(received, reporter: nil), by: id, month: month)
        let opened = CaseOpened(
          child: Child(name: PersonName(given: "Robin"), dateOfBirth: "2019-05-04", sex: "F"),
          statements: [Statement(assertion: .fact, text: "It is so.")],
          findings: [Finding(rule: "4220", field: "children[0].ethnicity")],
          occurredAt: "2026-11-23T09:30:00+00:00")
        fold(.caseOpened(opened), by: id, month: month)
      }
    }
    return QualityReport(of: count, position: stream, recordedAtMicroseconds: november)
  }
}
