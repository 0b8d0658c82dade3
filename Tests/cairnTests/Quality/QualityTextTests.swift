import CairnDomain
import CairnJSON
import Testing

@testable import cairn

@Suite struct QualityTextTests {
  @Test(arguments: [(1, 1), (3, 4), (40, 30)], [80, 120])
  func noLineIsLongerThanTheTerminal(size: (agencies: Int, months: Int), width: Int) {
    let report = QualitySample.report(agencies: size.agencies, months: size.months)
    let lines = QualityText(report: report).lines(width: width)
    #expect(lines.count > 20)
    for line in lines { #expect(line.displayWidth <= width, "\(line)") }
  }

  @Test func itIsReadFromTheTop() throws {
    let lines = QualityText(report: QualitySample.report()).lines(width: 80)
    #expect(lines.first == "From Nov 2026 to Feb 2027, 3 agencies sent 11 referrals about 11 children.")
    #expect(lines.contains { $0.hasPrefix("All ") && $0.hasSuffix("300.0    33") })
    #expect(lines.contains { $0.hasPrefix("Child: Ethnicity") && $0.contains("  0%       11  11") })
    #expect(lines.contains { $0.hasPrefix("4220") && $0.contains("Ethnicity is given by its code") })
    #expect(lines.contains { $0.hasPrefix("X-<1>") && $0.contains("a rule of another version") })
    #expect(lines.contains { $0.hasPrefix("Dec 2026") && $0.contains("  2  ") })
  }

  @Test func whatIsNotShownIsCounted() {
    let report = QualitySample.report(agencies: 40, months: 30)
    let lines = QualityText(report: report).lines(width: 80)
    #expect(lines.contains("… 25 agencies --json and --html have all of them"))
    #expect(lines.contains { $0.hasPrefix("… \(report.months.count - 12) months before") })
  }

  @Test func nothingIsObeyedByATerminal() {
    let text = QualityText(report: QualitySample.report()).lines(width: 80).joined()
    #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
  }

  @Test func anEmptyLogIsToldInOneLine() {
    #expect(
      QualityText(report: QualitySample.empty).lines(width: 80) == ["No referral is in the log of these months."])
  }

  @Test func programsGetEveryCount() throws {
    let report = QualitySample.report()
    let json = try JSONValue(parsing: QualityJSON(report: report).text)
    guard case .array(let agencies) = json["agencies"], case .array(let months) = agencies.first?["months"] else {
      Issue.record("it has no agencies with months")
      return
    }
    #expect(agencies.count == 3 && months.count == 4)
    #expect(json["total"]?["referrals"] == .number("11") && json["position"] == .string("\(report.position)"))
    #expect(months[0]["month"] == .string("2026-11") && months[0]["counts"]?["referrals"] == .number("1"))
    guard case .array(let fields) = json["total"]?["fields"] else {
      Issue.record("it has no fields")
      return
    }
    let ethnicity = fields.first { $0["field"] == .string("child.ethnicity") }
    #expect(ethnicity?["given"] == .number("0") && ethnicity?["expected"] == .number("11"))
  }
}
