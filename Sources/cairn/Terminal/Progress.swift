internal import Foundation

/// How far long work has come, its rate and the time left, on standard error: one line that changes while somebody
/// watches, a line now and then where nobody does.
struct Progress {
  private let unit: String
  private var total: UInt64
  private let started = ContinuousClock.now
  /// What was done before it began: says nothing of the rate.
  private let doneBefore: UInt64
  private var lastShown: ContinuousClock.Instant
  private var hasLine = false

  private static let watchedInterval = Duration.milliseconds(200)
  private static let plainInterval = Duration.seconds(5)
  private static let barWidth = 24

  init(total: UInt64, doneBefore: UInt64 = 0, unit: String) {
    self.total = total
    self.doneBefore = doneBefore
    self.unit = unit
    lastShown = started
  }

  /// - Parameter total: if it is another than it was.
  mutating func report(_ done: UInt64, of total: UInt64? = nil) {
    if let total { self.total = total }
    let now = ContinuousClock.now
    guard done > doneBefore, now - lastShown >= (Terminal.isWatched ? Self.watchedInterval : Self.plainInterval) else {
      return
    }
    lastShown = now
    let text = line(done, seconds: (now - started) / .seconds(1))
    hasLine = Terminal.isWatched
    Terminal.writeError(Terminal.isWatched ? "\r\u{1B}[K\(text)" : "\(text)\n")
  }

  /// Clears the line.
  func finish() {
    if hasLine { Terminal.writeError("\r\u{1B}[K") }
  }

  private func line(_ done: UInt64, seconds: Double) -> String {
    let rate = Double(done - doneBefore) / max(seconds, 0.001)
    guard total > 0 else { return "\(done) \(unit), \(Int(rate))/s" }
    let left = Int((Double(total - min(done, total)) / max(rate, 0.001)).rounded(.up))
    let share = min(1, Double(done) / Double(total))
    let filled = Int(share * Double(Self.barWidth))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
    return "\(bar) \(Int(share * 100)) %  \(done) of \(total) \(unit), \(Int(rate))/s, \(left) s left"
  }
}
