internal import CairnDomain
internal import CairnJSON

/// The quality picture for programs: every agency, month and field.
struct QualityJSON {
  let report: QualityReport

  /// All of it on one line.
  var text: String {
    JSONValue.object([
      JSONMember("position", .string("\(report.position)")),
      JSONMember("recordedAtUs", .string("\(report.recordedAtMicroseconds)")),
      JSONMember("total", Self.json(report.total)),
      JSONMember("rules", .array(report.rules.map(Self.json))),
      JSONMember("agencies", .array(report.agencies.map(json))),
    ]).compactText
  }

  private static func json(_ rule: QualityReport.BrokenRule) -> JSONValue {
    .object([JSONMember("rule", .string(rule.number)), JSONMember("title", .string(rule.title))] + members(rule.count))
  }

  private func json(_ agency: QualityReport.Agency) -> JSONValue {
    let months = zip(report.months, agency.months).filter { $0.1 != QualityCell() }
    return .object([
      JSONMember("agency", .string(agency.id)), JSONMember("name", .string(agency.name)),
      JSONMember("total", Self.json(agency.cell)),
      JSONMember(
        "months",
        .array(
          months.map { .object([JSONMember("month", .string($0.text)), JSONMember("counts", Self.json($1))]) })),
    ])
  }

  private static func json(_ cell: QualityCell) -> JSONValue {
    let fields = QualityField.counted.filter { cell[$0].expected > 0 }
    let findings = cell.findings.sorted {
      ($0.key.rule, $0.key.field.rawValue) < ($1.key.rule, $1.key.field.rawValue)
    }
    return .object([
      JSONMember("referrals", number(cell.referrals)), JSONMember("children", number(cell.children)),
      JSONMember("statements", number(cell.statements)), JSONMember("adults", number(cell.adults)),
      JSONMember("erasedEvents", number(cell.erasedEvents)),
      JSONMember("unreadableEvents", number(cell.unreadableEvents)),
      JSONMember(
        "fields",
        .array(
          fields.map {
            .object([
              JSONMember("field", .string($0.code)), JSONMember("given", number(cell[$0].given)),
              JSONMember("expected", number(cell[$0].expected)),
            ])
          })),
      JSONMember(
        "findings",
        .array(
          findings.map { finding, count in
            .object(
              [JSONMember("rule", .string(finding.rule)), JSONMember("field", .string(finding.field.code))]
                + members(count))
          })),
    ])
  }

  private static func members(_ count: QualityFindingCount) -> [JSONMember] {
    [
      JSONMember("found", number(count.found)), JSONMember("corrected", number(count.corrected)),
      JSONMember("answered", number(count.answered)), JSONMember("open", number(count.open)),
    ]
  }

  private static func number(_ value: Int) -> JSONValue { .number("\(value)") }
}
