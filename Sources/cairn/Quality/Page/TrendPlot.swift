internal import CairnDomain

/// A small line over the months, with what it shows in words for those who do not see it.
struct TrendPlot {
  enum Scale {
    /// From 0 to 1, shown as percentages.
    case percent
    /// From 0, open above.
    case rate
  }

  /// What all plots of a kind share, so that they can be compared.
  struct Axis {
    let scale: Scale
    let least: Double
    let most: Double

    init(_ scale: Scale, covering values: [Double]) {
      self.scale = scale
      switch scale {
      case .percent:
        most = 1
        least = min(0.9, ((values.min() ?? 0) * 10).rounded(.down) / 10)
      case .rate:
        let highest = max(1, values.max() ?? 0)
        let step = [5.0, 10, 20, 50, 100, 200, 500].first { highest <= $0 * 5 } ?? 1_000
        most = (highest / step).rounded(.up) * step
        least = 0
      }
    }

    func text(_ value: Double) -> String {
      switch scale {
      case .percent: Figures.percent(value)
      case .rate: Figures.rate(value)
      }
    }
  }

  let id: String
  let name: String
  let what: String
  let months: [QualityMonth]
  /// One for each month; `nil` where nothing came.
  let values: [Double?]
  /// Of all agencies; empty if it is not shown.
  let reference: [Double?]
  let axis: Axis

  private static let (width, height) = (260.0, 110.0)
  private static let (left, right, top, bottom) = (34.0, 250.0, 10.0, 88.0)

  var figure: Markup {
    .element(
      "figure",
      [
        .element("figcaption", [.element("strong", name), .element("span", latest)]),
        .element(
          "svg",
          [
            "role": "img", "aria-labelledby": "\(id)-title \(id)-desc",
            "viewBox": "0 0 \(Int(Self.width)) \(Int(Self.height))",
          ],
          [
            .element("title", ["id": "\(id)-title"], "\(what) of \(name) by month"),
            .element("desc", ["id": "\(id)-desc"], description),
          ] + frame + line(reference, "reference") + line(values, "line") + lastPoint),
      ])
  }

  private var latest: String { values.last.flatMap(\.self).map(axis.text) ?? "–" }

  /// What a look would tell.
  private var description: String {
    let known = zip(months, values).compactMap { month, value in value.map { (month: month, value: $0) } }
    guard let first = known.first, let last = known.last, let low = known.min(by: { $0.value < $1.value }),
      let high = known.max(by: { $0.value < $1.value })
    else { return "Nothing came in these months." }
    return """
      From \(axis.text(first.value)) in \(first.month.title) to \(axis.text(last.value)) in \(last.month.title); lowest \
      \(axis.text(low.value)) in \(low.month.title), highest \(axis.text(high.value)) in \(high.month.title). The tables \
      below have every month.
      """
  }

  private var frame: [Markup] {
    let middle = (axis.least + axis.most) / 2
    let ticks = [axis.least, middle, axis.most].flatMap { value -> [Markup] in
      let y = QualityPage.decimal(Self.y(value, axis))
      return [
        .empty(
          "line",
          ["class": "grid", "x1": "\(Int(Self.left))", "x2": "\(Int(Self.right))", "y1": y, "y2": y]),
        .element(
          "text",
          ["x": "\(Int(Self.left) - 4)", "y": y, "text-anchor": "end", "dominant-baseline": "middle"],
          axis.scale == .rate ? QualityPage.decimal(value) : axis.text(value)),
      ]
    }
    let (first, last) = (months.first?.title ?? "", months.last?.title ?? "")
    return ticks + [
      .element("text", ["x": "\(Int(Self.left))", "y": "\(Int(Self.bottom) + 16)"], first),
      .element(
        "text", ["x": "\(Int(Self.right))", "y": "\(Int(Self.bottom) + 16)", "text-anchor": "end"], last),
    ]
  }

  /// A line for each run of months in which something came; a month alone is a dot.
  private func line(_ values: [Double?], _ className: String) -> [Markup] {
    var runs: [[Int]] = []
    for (index, value) in values.enumerated() where value != nil {
      if runs.last?.last == index - 1 { runs[runs.count - 1].append(index) } else { runs.append([index]) }
    }
    return runs.map { run in
      guard run.count > 1 else { return dot(run[0], values, "dot \(className)") }
      let points = run.map { "\(QualityPage.decimal(x($0))),\(QualityPage.decimal(Self.y(values[$0] ?? 0, axis)))" }
      return .empty(
        "polyline", ["class": className, "points": points.joined(separator: " ")])
    }
  }

  private var lastPoint: [Markup] {
    guard let index = values.lastIndex(where: { $0 != nil }) else { return [] }
    return [dot(index, values, "dot line")]
  }

  private func dot(_ index: Int, _ values: [Double?], _ className: String) -> Markup {
    .empty(
      "circle",
      [
        "class": className, "cx": QualityPage.decimal(x(index)),
        "cy": QualityPage.decimal(Self.y(values[index] ?? 0, axis)), "r": "2.5",
      ])
  }

  private func x(_ index: Int) -> Double {
    Self.left + (Self.right - Self.left) * (months.count > 1 ? Double(index) / Double(months.count - 1) : 0.5)
  }

  private static func y(_ value: Double, _ axis: Axis) -> Double {
    bottom - (bottom - top) * (value - axis.least) / max(axis.most - axis.least, 0.000_001)
  }
}
