internal import CairnDomain

extension QualityPage {
  /// Who sends what, and how good it is.
  var agencies: Markup {
    section(
      "agencies", "By agency",
      [
        Self.volumes(
          "agencies-table", "What each agency sent", "Agency", agencyRows)
      ])
  }

  /// Each agency under its name, all of them first if there are several.
  var agencyRows: [(name: String, cell: QualityCell)] {
    (report.agencies.count > 1 ? [(Self.allAgencies, report.total)] : []) + report.agencies.map { ($0.name, $0.cell) }
  }

  /// How much came in each row, and how good it was.
  static func volumes(
    _ id: String, _ caption: String, _ rowTitle: String, _ rows: [(name: String, cell: QualityCell)]
  ) -> Markup {
    let most = max(rows.compactMap(\.cell.findingsPerHundredReferrals).max() ?? 0, 0.1)
    return table(
      id, caption, "plain", rowTitle,
      [
        Column(title: "Complete", kind: "heat"), Column(title: "Findings for 100 referrals", kind: "measure"),
        Column(title: "Open"), Column(title: "Findings"), Column(title: "Referrals"), Column(title: "Children"),
      ],
      rows.map { name, cell in
        let rate = cell.findingsPerHundredReferrals
        return [
          Self.name(name), heat(cell.completeness), measure(Figures.rate(rate), (rate ?? 0) / most),
          number(Figures.count(cell.findingCount.open)), number(Figures.count(cell.findingCount.found)),
          number(Figures.count(cell.referrals)), number(Figures.count(cell.children)),
        ]
      })
  }

  /// Where something is missing most.
  var fields: Markup {
    section(
      "fields", "By field",
      [
        Self.table(
          "fields-table", "Fields, the least complete first", "plain", "Field",
          [
            Column(title: "Complete", kind: "measure"), Column(title: "Missing"), Column(title: "Of"),
            Column(title: "Findings"), Column(title: "Open"),
          ],
          report.fieldsByCompleteness.map { field in
            let share = report.total[field]
            let count = report.total.findingCount { $0.field == field }
            return [
              Self.name(field.fullTitle), Self.measure(Figures.percent(share), share.fraction ?? 0),
              Self.number(Figures.count(share.missing)), Self.number(Figures.count(share.expected)),
              Self.number(Figures.count(count.found)), Self.number(Figures.count(count.open)),
            ]
          })
      ])
  }

  /// Who leaves out what.
  var fieldsByAgency: Markup {
    let tables = QualityField.Unit.allCases.compactMap { unit -> Markup? in
      let fields = QualityField.counted.filter { $0.unit == unit && report.total[$0].expected > 0 }
      guard !fields.isEmpty else { return nil }
      return Self.table(
        "heat-\(unit.title.lowercased())", unit.caption, "shaded", "Agency",
        fields.map { Column(title: $0.title, kind: "heat") },
        agencyRows.filter { _, cell in fields.contains { cell[$0].expected > 0 } }.map { name, cell in
          [Self.name(name)] + fields.map { Self.heat(cell[$0].fraction) }
        })
    }
    return section(
      "agency-fields", "By agency and field", [Self.legend, .element("div", ["class": "tables"], tables)])
  }

  /// What is found wrong most.
  var rules: Markup {
    let most = Double(report.rules.first?.count.found ?? 1)
    guard !report.rules.isEmpty else {
      return section("rules", "Findings by rule", [.element("p", "Nothing was found wrong.")])
    }
    return section(
      "rules", "Findings by rule",
      [
        .element(
          "p", ["class": "legend"],
          [
            .text("In the bars:"), .element("span", ["class": "key full"], "open"),
            .element("span", ["class": "key rest"], "corrected or answered"),
          ]),
        Self.table(
          "rules-table", "Rules that were broken, the most frequent first", "plain", "Rule",
          [
            Column(title: "What it asks", kind: "words"), Column(title: "Findings", kind: "measure"),
            Column(title: "Open"), Column(title: "Corrected"), Column(title: "Answered"),
          ],
          report.rules.map { rule in
            let count = rule.count
            return [
              Self.name(rule.number), .element("td", rule.title.isEmpty ? "A rule of another version" : rule.title),
              Self.measure(
                Figures.count(count.found), Double(count.open) / most, Double(count.found - count.open) / most),
              Self.number(Figures.count(count.open)), Self.number(Figures.count(count.corrected)),
              Self.number(Figures.count(count.answered)),
            ]
          }),
      ])
  }
}

extension QualityField.Unit {
  fileprivate var caption: String {
    switch self {
    case .child: "What is said of children"
    case .referral: "What a referral says"
    case .statement: "What statements say"
    case .adult: "What is said of adults"
    }
  }
}
