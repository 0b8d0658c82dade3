internal import CairnJSON
internal import History
internal import Identifiers

/// The report of a history, for people and for programs.
struct HistoryReportText {
  let report: HistoryReport
  /// Files that end within a line.
  let cutShort: [String]

  /// How many violations people are shown in full.
  static let shownMax = 20

  /// A table of what was checked, the first violations, and the verdict.
  func lines(width: Int) -> [String] {
    var table = Table([
      .init(title: "What was checked"), .init(title: "Count", alignment: .right), .init(title: "Of"),
      .init(title: "Violations", alignment: .right),
    ])
    for line in report.lines { table.add([line.property, "\(line.count)", line.unit, "\(line.violations)"]) }
    var lines = table.lines(width: width) + [""]
    for file in cutShort { lines.append("\(file.harmless) ends within a line, which is left out.") }
    for violation in report.violations.prefix(Self.shownMax) {
      lines += violation.description.harmless.wrapped(to: width)
    }
    let rest = report.violationCount - min(report.violations.count, Self.shownMax)
    if rest > 0 { lines.append("and \(rest) more") }
    lines.append(
      report.isGood
        ? "Good: the log is what its clients were told."
        : "BAD: \(report.violationCount) \(report.violationCount == 1 ? "violation" : "violations").")
    return lines
  }

  /// All of it on one line; of the violations, those that the report keeps.
  var json: String {
    JSONValue.object([
      JSONMember("good", .bool(report.isGood)),
      JSONMember("violationCount", .number("\(report.violationCount)")),
      JSONMember("checks", .array(report.lines.map(Self.json))),
      JSONMember("violations", .array(report.violations.map(Self.json))),
      JSONMember("cutShort", .array(cutShort.map { .string($0) })),
    ]).compactText
  }

  private static func json(_ line: HistoryReport.Line) -> JSONValue {
    .object([
      JSONMember("property", .string(line.property)), JSONMember("count", .number("\(line.count)")),
      JSONMember("unit", .string(line.unit)), JSONMember("violations", .number("\(line.violations)")),
    ])
  }

  private static func json(_ violation: Violation) -> JSONValue {
    var members = [
      JSONMember("kind", .string(violation.kind.rawValue)), JSONMember("message", .string(violation.message)),
    ]
    if let agencyID = violation.agencyID { members.append(JSONMember("agency", .string(agencyID))) }
    if let commandID = violation.commandID { members.append(JSONMember("command", .string(commandID.description))) }
    // A position may have more bits than a number of many readers of JSON holds.
    members.append(JSONMember("positions", .array(violation.positions.map { .string("\($0)") })))
    members.append(JSONMember("lines", .array(violation.lines.map { .string($0) })))
    return .object(members)
  }
}
