/// The quality picture: what was counted, summed up and sorted for readers.
package struct QualityReport: Sendable {
  /// What one agency sent.
  package struct Agency: Sendable {
    package let id: String
    /// As it was registered; its id if that is not known.
    package let name: String
    /// Of all months.
    package let cell: QualityCell
    /// One for each of the report's months.
    package let months: [QualityCell]
  }

  /// How often a rule was broken.
  package struct BrokenRule: Sendable {
    package let number: String
    /// What it asks; empty for one that this version does not have.
    package let title: String
    package let count: QualityFindingCount
  }

  /// Up to where the log was read.
  package let position: UInt64
  /// When the last event in it was recorded, in microseconds since 1970-01-01T00:00:00Z; 0 if the log is empty.
  package let recordedAtMicroseconds: Int64
  /// Everything.
  package let total: QualityCell
  /// From the first to the last in which something came, without a gap.
  package let months: [QualityMonth]
  /// One for each month.
  package let monthCells: [QualityCell]
  /// Whoever sent most referrals first.
  package let agencies: [Agency]
  /// The most frequent first.
  package let rules: [BrokenRule]

  /// Sums up.
  ///
  /// - Parameters:
  ///   - position: up to where the log was read.
  ///   - recordedAtMicroseconds: when the last event there was recorded, since 1970-01-01T00:00:00Z.
  ///   - rules: what rules are called by.
  package init(
    of count: QualityCount, position: UInt64, recordedAtMicroseconds: Int64, rules: RuleSet = .current
  ) {
    self.position = position
    self.recordedAtMicroseconds = recordedAtMicroseconds
    let months = Self.months(count.cells.keys.map(\.month))
    var total = QualityCell()
    var byMonth: [QualityMonth: QualityCell] = [:]
    for (key, cell) in count.cells {
      total += cell
      byMonth[key.month, default: QualityCell()] += cell
    }
    self.months = months
    self.total = total
    monthCells = months.map { byMonth[$0] ?? QualityCell() }
    agencies = Set(count.cells.keys.map(\.agencyID)).map { Self.agency($0, count, months) }
      .sorted { ($1.cell.referrals, $0.id) < ($0.cell.referrals, $1.id) }
    self.rules = Self.rules(total, rules)
  }

  /// Fields whose completeness can be told, the least complete first.
  package var fieldsByCompleteness: [QualityField] {
    QualityField.counted.filter { total[$0].expected > 0 }
      .sorted { (total[$0].fraction ?? 1, $0.rawValue) < (total[$1].fraction ?? 1, $1.rawValue) }
  }

  private static func months(_ months: [QualityMonth]) -> [QualityMonth] {
    guard var month = months.min(), let last = months.max() else { return [] }
    var all = [month]
    while month < last {
      month = month.next
      all.append(month)
    }
    return all
  }

  private static func agency(_ id: String, _ count: QualityCount, _ months: [QualityMonth]) -> Agency {
    let cells = months.map { count.cells[QualityCount.Key(agencyID: id, month: $0)] ?? QualityCell() }
    let name = count.agencyNames[id].flatMap { $0.isBlank ? nil : $0 }
    return Agency(
      id: id, name: name ?? (id == AgencyID.hub.description ? "The hub" : id),
      cell: cells.reduce(into: QualityCell()) { $0 += $1 }, months: cells)
  }

  private static func rules(_ total: QualityCell, _ rules: RuleSet) -> [BrokenRule] {
    var counts: [String: QualityFindingCount] = [:]
    for (finding, count) in total.findings { counts[finding.rule, default: QualityFindingCount()] += count }
    return counts.map { BrokenRule(number: $0, title: rules.rule($0)?.title ?? "", count: $1) }
      .sorted { ($1.count.found, $0.number) < ($0.count.found, $1.number) }
  }
}
