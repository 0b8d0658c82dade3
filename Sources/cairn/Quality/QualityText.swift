internal import CairnDomain

/// The quality picture in a terminal.
struct QualityText {
  let report: QualityReport

  private static let agenciesMax = 15
  private static let fieldsMax = 12
  private static let rulesMax = 10
  private static let monthsMax = 12
  private static let barWidth = 20

  /// Lines of `width` columns at most.
  func lines(width: Int) -> [String] {
    let summary = QualitySummary(report: report)
    var lines = summary.sentences.flatMap { $0.wrapped(to: width) }
    guard !report.agencies.isEmpty else { return lines }
    for part in [agencies, fields, rules, months] {
      let part = part(width)
      if !part.isEmpty { lines += [""] + part }
    }
    return lines
  }

  private func agencies(_ width: Int) -> [String] {
    var table = Table([
      .init(title: "Agency"), .init(title: "Referrals", alignment: .right), .init(title: "Children", alignment: .right),
      .init(title: "Complete", alignment: .right), .init(title: "Findings/100", alignment: .right),
      .init(title: "Open", alignment: .right),
    ])
    let shown = report.agencies.prefix(Self.agenciesMax)
    if report.agencies.count > 1 { table.add(Self.row("All", report.total)) }
    for agency in shown { table.add(Self.row(agency.name, agency.cell)) }
    return table.lines(width: width)
      + rest(report.agencies.count - shown.count, "agency", "agencies", "--json and --html have all of them")
  }

  private static func row(_ name: String, _ cell: QualityCell) -> [String] {
    [
      name, Figures.count(cell.referrals), Figures.count(cell.children), Figures.percent(cell.completeness),
      Figures.rate(cell.findingsPerHundredReferrals), Figures.count(cell.findingCount.open),
    ]
  }

  private func fields(_ width: Int) -> [String] {
    let incomplete = report.fieldsByCompleteness.filter { report.total[$0].missing > 0 }
    guard !incomplete.isEmpty else { return ["Every field is complete."] }
    var table = Table([
      .init(title: "Least complete"), .init(title: "", isWhole: true), .init(title: "Complete", alignment: .right),
      .init(title: "Missing", alignment: .right), .init(title: "Of", alignment: .right),
    ])
    for field in incomplete.prefix(Self.fieldsMax) {
      let share = report.total[field]
      table.add([
        field.fullTitle, Figures.bar(share.fraction ?? 0, width: Self.barWidth), Figures.percent(share),
        Figures.count(share.missing), Figures.count(share.expected),
      ])
    }
    return table.lines(width: width)
      + rest(
        report.fieldsByCompleteness.count - min(Self.fieldsMax, incomplete.count), "field", "fields", "more complete")
  }

  private func rules(_ width: Int) -> [String] {
    guard !report.rules.isEmpty else { return [] }
    var table = Table([
      .init(title: "Rule", isWhole: true), .init(title: "What it asks"), .init(title: "Found", alignment: .right),
      .init(title: "Open", alignment: .right),
    ])
    for rule in report.rules.prefix(Self.rulesMax) {
      table.add([
        rule.number, rule.title.isEmpty ? "a rule of another version" : rule.title, Figures.count(rule.count.found),
        Figures.count(rule.count.open),
      ])
    }
    return table.lines(width: width)
      + rest(report.rules.count - Self.rulesMax, "rule", "rules", "broken less often")
  }

  private func months(_ width: Int) -> [String] {
    guard report.months.count > 1 else { return [] }
    var table = Table([
      .init(title: "Month", isWhole: true), .init(title: "Referrals", alignment: .right),
      .init(title: "Complete", alignment: .right), .init(title: "Findings/100", alignment: .right),
      .init(title: "", isWhole: true), .init(title: "Open", alignment: .right),
    ])
    let shown = zip(report.months, report.monthCells).suffix(Self.monthsMax)
    let most = max(shown.compactMap(\.1.findingsPerHundredReferrals).max() ?? 0, 0.1)
    for (month, cell) in shown {
      let rate = cell.findingsPerHundredReferrals
      table.add([
        month.title, Figures.count(cell.referrals), Figures.percent(cell.completeness), Figures.rate(rate),
        Figures.bar((rate ?? 0) / most, width: Self.barWidth), Figures.count(cell.findingCount.open),
      ])
    }
    let earlier = report.months.count - Self.monthsMax
    return table.lines(width: width) + rest(earlier, "month", "months", "before: --json and --html have all of them")
  }

  private func rest(_ count: Int, _ one: String, _ many: String, _ why: String) -> [String] {
    count > 0 ? ["… \(Figures.count(count, one, many)) \(why)"] : []
  }
}
