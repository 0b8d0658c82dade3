internal import CairnDomain

extension QualityPage {
  /// Agencies that get a plot of their own.
  private static let plottedAgenciesMax = 8
  /// Months that a plot shows.
  private static let plottedMonthsMax = 24
  /// Months that a table of fields shows.
  private static let tabledMonthsMax = 12

  /// How each agency went over the months, beside all of them.
  var trends: Markup {
    guard report.months.count > 1 else {
      return section("trends", "Month by month", [.element("p", "All of it came in one month: no trend yet.")])
    }
    let agencies = report.agencies.filter { $0.cell.referrals > 0 }.prefix(Self.plottedAgenciesMax)
    let months = Array(report.months.suffix(Self.plottedMonthsMax))
    func plots(_ id: String, _ what: String, _ scale: TrendPlot.Scale, _ value: (QualityCell) -> Double?) -> Markup {
      let all = report.monthCells.suffix(months.count).map(value)
      let series = agencies.map { (name: $0.name, values: $0.months.suffix(months.count).map(value)) }
      let axis = TrendPlot.Axis(scale, covering: (all + series.flatMap(\.values)).compactMap(\.self))
      return .element(
        "div", ["class": "plots"],
        series.enumerated().map { index, series in
          TrendPlot(
            id: "\(id)-\(index + 1)", name: series.name, what: what, months: months, values: series.values,
            reference: agencies.count > 1 ? all : [], axis: axis
          ).figure
        })
    }
    return section(
      "trends", "Month by month",
      [
        .element("h3", "Completeness"),
        .element(
          "p", ["class": "legend"],
          [.element("span", ["class": "key line"], "the agency")]
            + (agencies.count > 1 ? [.element("span", ["class": "key reference"], "all agencies")] : [])
            + [.element("span", "Beside each name: the last month.")]),
        plots("complete", "Completeness", .percent, \.completeness),
        .element("h3", "Findings for 100 referrals"),
        plots("findings", "Findings for 100 referrals", .rate, \.findingsPerHundredReferrals),
      ]
        + (report.agencies.count > agencies.count
          ? [.element("p", "Plotted are the agencies that sent most; the tables have all of them.")] : []))
  }

  /// The numbers of the months.
  var months: Markup {
    let cells = zip(report.months, report.monthCells)
    let last = Array(cells.suffix(Self.tabledMonthsMax))
    let fields = QualityField.counted.filter { report.total[$0].expected > 0 }
    let agencies = report.agencies.map { ($0.name, Array($0.months.suffix(last.count))) }
    func columns(_ kind: String) -> [Column] { last.map { Column(title: $0.0.shortTitle, kind: kind) } }
    return section(
      "months", "The months in figures",
      [
        Self.volumes(
          "months-table", "What came each month", "Month",
          cells.map { (name: $0.title, cell: $1) }),
        Self.legend,
        Self.table(
          "agency-months", "Completeness of each agency, by month", "shaded", "Agency", columns("heat"),
          agencies.map { name, cells in [Self.name(name)] + cells.map { Self.heat($0.completeness) } }),
        Self.table(
          "field-months", "Completeness of each field, by month", "shaded", "Field", columns("heat"),
          fields.map { field in [Self.name(field.fullTitle)] + last.map { Self.heat($0.1[field].fraction) } }),
        Self.table(
          "agency-findings", "Findings for 100 referrals of each agency, by month", "plain", "Agency",
          columns("number"),
          agencies.map { name, cells in
            [Self.name(name)] + cells.map { Self.number(Figures.rate($0.findingsPerHundredReferrals)) }
          }),
      ])
  }
}

extension QualityMonth {
  /// Over a narrow column: "Nov 26".
  fileprivate var shortTitle: String { "\(title.prefix(3)) \(String(year).suffix(2))" }
}
