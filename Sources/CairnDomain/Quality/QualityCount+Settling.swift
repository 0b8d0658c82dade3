internal import CairnMessages
internal import Identifiers

/// A finding that is neither corrected nor answered.
struct OpenFinding: Hashable, Sendable {
  /// Where it is counted.
  let key: QualityCount.Key
  let finding: QualityFinding
  /// As the view shows it now: a correction names the child otherwise than a referral does.
  var path: String

  var isOfChild: Bool { FindingName(rule: finding.rule, field: path).isOfChild }

  /// The path within the child.
  static func place(_ path: String) -> Substring { path.drop { $0 != "." } }
}

extension QualityCount {
  mutating func add(_ findings: [Finding], _ key: Key, _ stream: Identifier128) {
    for finding in findings {
      let counted = QualityFinding(
        rule: finding.rule, field: QualityField(path: finding.field, rule: finding.rule))
      cells[key, default: QualityCell()].findings[counted, default: QualityFindingCount()].found += 1
      guard remembers(stream) else { continue }
      open[stream, default: []].append(OpenFinding(key: key, finding: counted, path: finding.field))
    }
  }

  /// A correction's findings stand in place of those that stood about the child's own data, as the view of the case has it.
  /// What is wrong with the same field as before stays the finding that it was; what is new counts for who corrected.
  mutating func correct(_ corrected: ChildCorrected, _ envelope: EventEnvelope) {
    let all = open.removeValue(forKey: envelope.stream) ?? []
    var before = all.filter(\.isOfChild)
    var after = all.filter { !$0.isOfChild }
    var new: [Finding] = []
    for finding in corrected.findings {
      let place = OpenFinding.place(finding.field)
      let index = before.firstIndex { $0.finding.rule == finding.rule && OpenFinding.place($0.path) == place }
      guard let index else {
        new.append(finding)
        continue
      }
      after.append(before.remove(at: index))
      after[after.count - 1].path = finding.field
    }
    for finding in before { cells[finding.key]?.findings[finding.finding]?.corrected += 1 }
    if !after.isEmpty { open[envelope.stream] = after }
    if let key = key(envelope) { add(new, key, envelope.stream) }
  }

  mutating func answer(_ rule: String, _ path: String, _ envelope: EventEnvelope) {
    let index = open[envelope.stream]?.firstIndex { $0.finding.rule == rule && $0.path == path }
    guard let index, let finding = open[envelope.stream]?.remove(at: index) else { return }
    if open[envelope.stream]?.isEmpty == true { open[envelope.stream] = nil }
    cells[finding.key]?.findings[finding.finding]?.answered += 1
  }
}

extension QualityCount {
  /// Both counts as one. Each must have been made of other streams than the other.
  package func merging(_ other: QualityCount) -> QualityCount {
    var sum = self
    for (key, cell) in other.cells { sum.cells[key, default: QualityCell()] += cell }
    sum.agencyNames.merge(other.agencyNames) { max($0, $1) }
    sum.open.merge(other.open) { mine, _ in
      preconditionFailure("parts of a count share a stream with \(mine.count) open findings")
    }
    return sum
  }
}
