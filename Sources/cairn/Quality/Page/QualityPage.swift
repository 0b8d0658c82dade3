internal import CairnDomain

/// The quality picture as one page that needs nothing but itself: for a screen, for paper and for screen readers. Every plot
/// stands beside a table of the same numbers.
struct QualityPage {
  let report: QualityReport

  /// The page's whole text.
  var html: String {
    let title = "Quality of referrals"
    let head = Markup.element(
      "head",
      [
        .empty("meta", ["charset": "utf-8"]),
        .empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .empty("meta", ["name": "color-scheme", "content": "light dark"]),
        .element("title", "\(title) · Cairn"),
        Markup(text: "<style>\(QualityStyle.css)</style>"),
      ])
    let body = Markup.element(
      "body",
      [
        .element("a", ["class": "skip", "href": "#main"], "Skip to the figures"),
        .element("header", [.element("h1", title), scope]),
        .element("main", ["id": "main", "tabindex": "-1"], report.agencies.isEmpty ? [notes] : sections),
      ])
    return "<!DOCTYPE html>\n"
      + Markup.element("html", ["lang": "en-GB", "xmlns": "http://www.w3.org/1999/xhtml"], [head, body]).text + "\n"
  }

  private var scope: Markup {
    .element("p", ["class": "lead"], QualitySummary(report: report).scope)
  }

  private var sections: [Markup] {
    [summary, agencies, fields, fieldsByAgency, rules, trends, months, notes]
  }

  /// A part of the page under a heading of its own.
  func section(_ id: String, _ heading: String, _ content: [Markup]) -> Markup {
    .element(
      "section", ["aria-labelledby": id], [.element("h2", ["id": id], heading)] + content)
  }

  private var summary: Markup {
    let words = QualitySummary(report: report)
    let sentences = [words.completeness, words.findings, words.uncounted].compactMap(\.self)
    let count = report.total.findingCount
    return section(
      "summary", "At a glance",
      [
        .element("ul", sentences.map { .element("li", $0) }),
        .element(
          "dl", ["class": "figures"],
          [
            Self.figure("Referrals", Figures.count(report.total.referrals)),
            Self.figure("Fields complete", Figures.percent(report.total.completeness)),
            Self.figure("Findings for 100 referrals", Figures.rate(report.total.findingsPerHundredReferrals)),
            Self.figure("Findings open", "\(Figures.count(count.open)) of \(Figures.count(count.found))"),
          ]),
      ])
  }

  private static func figure(_ name: String, _ value: String) -> Markup {
    .element("div", [.element("dt", name), .element("dd", value)])
  }

  private var notes: Markup {
    section("notes", "How this is counted", [.element("ul", Self.notes(report).map { .element("li", $0) })])
  }

  private static func notes(_ report: QualityReport) -> [String] {
    var position = "up to position \(Figures.count(Int(report.position)))"
    if report.recordedAtMicroseconds != 0 {
      position += ", recorded on \(Moment.text(microseconds: report.recordedAtMicroseconds))"
    }
    return [
      "Everything is counted from the log, \(position). The page holds counts and nothing personal.",
      """
      Months and agencies are those in which, and by which, the data came. What was missing stays missing there, also when \
      it was corrected later.
      """,
      """
      A field is complete if something stands in it that says more than that it is not known. Disability and NHS number \
      are asked of children who are born, UPN and school of those who are 5 to 15, the reporter of referrals that are not \
      anonymous.
      """,
      """
      The completeness of several fields is the mean of each field's; percentages are rounded down, so that 100% is all.
      """,
      """
      A finding is something that breaks a numbered rule. It is open until the data is corrected or somebody answers it \
      with a reason.
      """,
    ]
  }
}
