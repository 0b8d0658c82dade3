internal import CairnDomain

/// Tables of the page, and what they share.
extension QualityPage {
  /// A column of a table.
  struct Column {
    let title: String
    /// Its class: "number", "words", "measure" or "heat".
    var kind = "number"
  }

  /// A table that scrolls sideways where there is no room, by keyboard too.
  ///
  /// - Parameters:
  ///   - id: of its caption.
  ///   - rowTitle: what the first column names.
  static func table(
    _ id: String, _ caption: String, _ className: String, _ rowTitle: String, _ columns: [Column], _ rows: [[Markup]]
  ) -> Markup {
    let titles = ([Column(title: rowTitle, kind: "name")] + columns).map { column in
      Markup.element("th", ["scope": "col", "class": column.kind], column.title)
    }
    return .element(
      "div", ["class": "region", "role": "region", "tabindex": "0", "aria-labelledby": id],
      [
        .element(
          "table", ["class": className],
          [
            .element("caption", ["id": id], caption), .element("thead", [.element("tr", titles)]),
            .element("tbody", rows.map { .element("tr", $0) }),
          ])
      ])
  }

  /// What the row of all agencies is called; it stands out from the others.
  static let allAgencies = "All agencies"

  static func name(_ text: String) -> Markup {
    .element("th", ["scope": "row", "class": text == allAgencies ? "name all" : "name"], text)
  }

  static func number(_ text: String) -> Markup { .element("td", ["class": "number"], text) }

  /// A number with a bar behind it.
  ///
  /// - Parameters:
  ///   - full: how much of the bar is full, from 0 to 1.
  ///   - rest: how much behind that is pale.
  static func measure(_ text: String, _ full: Double, _ rest: Double = 0) -> Markup {
    func part(_ className: String, _ from: Double, _ width: Double) -> Markup {
      .empty(
        "rect",
        ["class": className, "x": decimal(from * 100), "y": "0", "width": decimal(width * 100), "height": "10"])
    }
    return .element(
      "td", ["class": "measure"],
      [
        .element("span", text),
        .element(
          "svg",
          ["aria-hidden": "true", "focusable": "false", "viewBox": "0 0 100 10", "preserveAspectRatio": "none"],
          [part("track", 0, 1), part("rest", full, rest), part("full", 0, full)]),
      ])
  }

  /// With two places at most, whatever the place where it is computed writes for a point.
  static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = abs(hundredths % 100)
    let sign = hundredths < 0 && hundredths > -100 ? "-" : ""
    return fraction == 0 ? "\(hundredths / 100)" : "\(sign)\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  /// A cell whose shade tells how much is missing.
  static func heat(_ fraction: Double?) -> Markup {
    let level =
      switch fraction {
      case nil: "none"
      case let fraction? where fraction >= 0.99: "h0"
      case let fraction? where fraction >= 0.95: "h1"
      case let fraction? where fraction >= 0.85: "h2"
      case let fraction? where fraction >= 0.7: "h3"
      default: "h4"
      }
    return .element("td", ["class": "heat \(level)"], Figures.percent(fraction))
  }

  static let legend = Markup.element(
    "p", ["class": "legend"],
    [
      .text("Share in which the field is complete:"),
      .element("span", ["class": "heat h4"], "below 70%"), .element("span", ["class": "heat h3"], "70–84%"),
      .element("span", ["class": "heat h2"], "85–94%"), .element("span", ["class": "heat h1"], "95–98%"),
      .element("span", ["class": "heat h0"], "99–100%"), .element("span", ["class": "heat none"], "– not asked"),
    ])
}
