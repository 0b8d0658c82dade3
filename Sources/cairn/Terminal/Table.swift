/// A plain table for people: columns as wide as they need to be, long cells wrapped so that it fits the terminal.
struct Table {
  enum Alignment {
    case left
    case right
  }

  struct Column {
    let title: String
    var alignment = Alignment.left
    /// Its cells are never wrapped: ids that people copy.
    var isWhole = false
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  /// What stands below each row, over the whole width.
  private var notes: [[String]] = []
  private static let gap = "  "

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Parameter below: lines that stand below it, each wrapped to the whole width; empty ones are left out.
  mutating func add(_ cells: [String], below: [String] = []) {
    precondition(cells.count == columns.count, "a row has a cell for each column")
    rows.append(cells)
    notes.append(below.filter { !$0.isEmpty })
  }

  /// The table's lines, each `width` columns at most as long as no column would get narrower than its title or
  /// `columnWidthMin`.
  func lines(width: Int) -> [String] {
    let widths = columnWidths(within: width)
    let titles = row(columns.map(\.title), widths: widths)
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
    return titles + [rule]
      + zip(rows, notes).flatMap { cells, below in
        row(cells, widths: widths)
          + below.flatMap { $0.wrapped(to: max(Self.columnWidthMin, width - Self.gap.count)).map { Self.gap + $0 } }
      }
  }

  private static let columnWidthMin = 12

  private func columnWidths(within width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      (rows.map { $0[index].displayWidth } + [columns[index].title.displayWidth]).max() ?? 0
    }
    let shrinking = widths.indices.filter { !columns[$0].isWhole }
    var excess = widths.reduce(0, +) + Self.gap.count * (widths.count - 1) - width
    while excess > 0, let widest = shrinking.max(by: { widths[$0] < widths[$1] }) {
      let least = max(Self.columnWidthMin, columns[widest].title.displayWidth)
      guard widths[widest] > least else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func row(_ cells: [String], widths: [Int]) -> [String] {
    let wrapped = zip(cells, widths).map { $0.wrapped(to: $1) }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { line in
      let parts = columns.indices.map { index in
        let text = line < wrapped[index].count ? wrapped[index][line] : ""
        let padding = String(repeating: " ", count: max(0, widths[index] - text.displayWidth))
        return columns[index].alignment == .left ? text + padding : padding + text
      }
      return parts.joined(separator: Self.gap).trimmingTrailingSpaces()
    }
  }
}
