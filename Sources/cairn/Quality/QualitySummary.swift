internal import CairnDomain

/// The picture in words: what a reader takes away who reads nothing else.
struct QualitySummary {
  let report: QualityReport

  /// Who sent what, and when.
  var scope: String {
    let cell = report.total
    guard let first = report.months.first, let last = report.months.last else {
      return "No referral is in the log of these months."
    }
    let span = first == last ? "In \(first.title)" : "From \(first.title) to \(last.title)"
    let senders = report.agencies.filter { $0.cell.referrals > 0 }.count
    return "\(span), \(Figures.count(senders, "agency", "agencies")) sent "
      + "\(Figures.count(cell.referrals, "referral", "referrals")) about "
      + "\(Figures.count(cell.children, "child", "children"))."
  }

  /// How complete it was, and where it was least.
  var completeness: String? {
    guard let mean = report.total.completeness else { return nil }
    let text = "On average a field is \(Figures.percent(mean)) complete"
    guard let worst = report.fieldsByCompleteness.first, report.total[worst].missing > 0 else { return text + "." }
    return text + "; least complete is \(worst.phrase), at \(Figures.percent(report.total[worst]))."
  }

  /// What was wrong with it.
  var findings: String? {
    let count = report.total.findingCount
    guard report.total.referrals > 0 || count.found > 0 else { return nil }
    guard let most = report.rules.first else { return "Nothing was found wrong with what they say." }
    var text = Figures.count(count.found, "thing was", "things were") + " found wrong with the data"
    if let rate = report.total.findingsPerHundredReferrals { text += ", \(Figures.rate(rate)) for 100 referrals" }
    text += count.open == count.found ? ", all still open." : "; \(Figures.count(count.open)) of them are open."
    let title = most.title.isEmpty ? "" : " (\(most.title))"
    return text + " Rule \(most.number)\(title) is broken most often: "
      + (most.count.found == 1 ? "once." : "\(Figures.count(most.count.found)) times.")
  }

  /// What could not be counted; `nil` if there is no such thing.
  var uncounted: String? {
    var reasons: [String] = []
    let cell = report.total
    if cell.erasedEvents > 0 {
      reasons.append(
        Figures.count(cell.erasedEvents, "event is", "events are") + " erased, and nothing of what they said is counted"
      )
    }
    if cell.unreadableEvents > 0 {
      reasons.append(
        Figures.count(cell.unreadableEvents, "event cannot", "events cannot")
          + " be read, and nothing of it is counted: see cairn projections parked")
    }
    return reasons.isEmpty ? nil : reasons.joined(separator: "; ") + "."
  }

  /// All of it, a sentence or two each.
  var sentences: [String] { [scope, completeness, findings, uncounted].compactMap(\.self) }
}

extension QualityField {
  /// Within a sentence: "the child's UPN".
  fileprivate var phrase: String {
    let isProper = title.hasPrefix("UPN") || title.hasPrefix("NHS")
    return "the \(unit.title.lowercased())'s \(isProper ? title : title.prefix(1).lowercased() + title.dropFirst())"
  }
}
