import CairnDomain
import Testing

@testable import cairn

/// What the page promises to those who see it, to those who hear it, and to those who have nothing but it.
@Suite struct QualityPageTests {
  private static let reports = [
    QualitySample.report(), QualitySample.report(agencies: 1, months: 1),
    QualitySample.report(agencies: 40, months: 30),
    QualitySample.empty,
  ]

  private func page(_ index: Int) throws -> PageTree.Element {
    try #require(PageTree.read(QualityPage(report: Self.reports[index]).html), "it is not well-formed")
  }

  @Test(arguments: 0..<reports.count) func itIsOnePageInOneLanguage(index: Int) throws {
    let page = try page(index)
    let html = try #require(page.children.first)
    #expect(html.name == "html" && html.attributes["lang"] == "en-GB")
    #expect(page.all("title").first?.wholeText.isEmpty == false)
    for name in ["h1", "main", "header"] { #expect(page.all(name).count == 1, "\(name)") }
    #expect(page.all("meta").contains { $0.attributes["name"] == "viewport" })
    #expect(page.all("a").first?.attributes["href"] == "#main" && page.all("main").first?.attributes["id"] == "main")
  }

  @Test(arguments: 0..<reports.count) func headingsGoDownStepByStep(index: Int) throws {
    let levels = try page(index).all.compactMap { element in
      element.name.count == 2 && element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
    }
    #expect(levels.first == 1)
    for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
  }

  @Test(arguments: 0..<reports.count) func everyTableSaysWhatItIs(index: Int) throws {
    let page = try page(index)
    for table in page.all("table") {
      #expect(table.children.first?.name == "caption" && table.children.first?.wholeText.isEmpty == false)
      let columns = table.all("thead").flatMap { $0.all("th") }
      #expect(columns.count > 1 && columns.allSatisfy { $0.attributes["scope"] == "col" && !$0.wholeText.isEmpty })
      for row in table.all("tbody").flatMap({ $0.all("tr") }) {
        #expect(row.children.first?.name == "th" && row.children.first?.attributes["scope"] == "row")
        #expect(row.children.count == columns.count)
      }
    }
  }

  @Test(arguments: 0..<reports.count) func whatScrollsIsReachedByKeyboardAndHasAName(index: Int) throws {
    let page = try page(index)
    let regions = page.all.filter { $0.attributes["class"] == "region" }
    #expect(regions.count == page.all("table").count)
    for region in regions {
      #expect(region.attributes["tabindex"] == "0" && region.attributes["role"] == "region")
      #expect(region.attributes["aria-labelledby"] == region.all("caption").first?.attributes["id"])
    }
  }

  @Test(arguments: 0..<reports.count) func everyPlotHasWordsOrATableBesideIt(index: Int) throws {
    let page = try page(index)
    let ids = page.all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count, "an id names two things")
    for element in page.all {
      for id in (element.attributes["aria-labelledby"] ?? "").split(separator: " ") {
        #expect(ids.contains(String(id)), "\(id) names nothing")
      }
    }
    for plot in page.all("svg") where plot.attributes["aria-hidden"] != "true" {
      #expect(plot.attributes["role"] == "img")
      #expect(plot.children.prefix(2).map(\.name) == ["title", "desc"])
      #expect(plot.children.prefix(2).allSatisfy { !$0.wholeText.isEmpty })
    }
    // A bar is hidden from screen readers, since its number stands before it.
    for bar in page.all where bar.attributes["class"] == "measure" && bar.name == "td" {
      #expect(bar.children.first?.name == "span" && bar.children.first?.wholeText.isEmpty == false)
    }
  }

  @Test(arguments: 0..<reports.count) func itNeedsNothingButItself(index: Int) throws {
    let page = try page(index)
    for element in page.all {
      #expect(!["script", "link", "img", "iframe", "object", "embed", "base", "form"].contains(element.name))
      for (name, value) in element.attributes where name != "xmlns" {
        #expect(!value.contains("//") && !name.hasPrefix("on") && name != "src" && name != "style", "\(name)=\(value)")
        if name == "href" { #expect(value.hasPrefix("#")) }
      }
    }
    for text in ["url(", "@import", "//"] { #expect(!QualityStyle.css.contains(text)) }
  }

  @Test func namesAreTextAndNothingElse() throws {
    let html = QualityPage(report: QualitySample.report()).html
    #expect(!html.contains("<script") && html.contains("O&#39;Hara &amp; &lt;script&gt;alert(&quot;1&quot;)"))
    #expect(!html.unicodeScalars.contains("\u{1B}") && !html.unicodeScalars.contains("\u{202E}"))
    let names = try page(0).all("th").map(\.wholeText)
    #expect(names.contains { $0.hasPrefix("O'Hara & <script>") })
    #expect(names.contains("X-<1>"))
  }

  @Test func whatXMLForbidsIsNoText() {
    let text = Markup.element("p", "a\u{FFFE}b\u{0}c").text
    #expect(text == "<p>a\u{FFFD}b\u{FFFD}c</p>" && PageTree.read(text) != nil)
  }

  @Test func theFiguresAreThoseOfTheReport() throws {
    let report = QualitySample.report()
    let page = try page(0)
    func row(_ table: String, _ name: String) -> [String]? {
      page.all("table").first { $0.all("caption").first?.attributes["id"] == table }?
        .all("tr").first { $0.children.first?.wholeText == name }?.children.dropFirst().map(\.wholeText)
    }
    #expect(row("agencies-table", "All agencies")?.suffix(2) == ["11", "11"])
    #expect(row("fields-table", "Child: Ethnicity")?.prefix(3) == ["0%", "11", "11"])
    #expect(row("rules-table", "4220") == ["Ethnicity is given by its code", "11", "11", "0", "0"])
    #expect(row("months-table", "Dec 2026")?.suffix(2) == ["2", "2"])
    #expect(row("heat-child", "All agencies")?.first == Figures.percent(report.total[.childName]))
    #expect(row("agency-months", "Agency of a rather long name, number 2")?[1] == "–")
  }

  @Test func aLineStopsWhereNothingCame() throws {
    let plots = try page(0).all("svg").filter { $0.attributes["role"] == "img" }
    #expect(plots.count == 6)
    let last = try #require(plots.last)
    // November alone is a dot; January and February are a line that ends in one.
    #expect(last.all("polyline").filter { $0.attributes["class"] == "line" }.count == 1)
    #expect(last.all("circle").filter { $0.attributes["class"] == "dot line" }.count == 2)
  }

  @Test func aPlotSaysInWordsWhatItShows() throws {
    let text = try page(0).all("desc").first?.wholeText ?? ""
    #expect(text.hasPrefix("From ") && text.contains("in Nov 2026") && text.contains("in Feb 2027"))
    #expect(text.contains("lowest") && text.contains("highest"))
  }
}
