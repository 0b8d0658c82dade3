internal import Foundation

/// How far long work has come, its rate and the time left, on standard error while somebody watches.
struct Progress {
  private let total: UInt64
  private let unit: String
  private let started = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?

  private static let interval = Duration.milliseconds(200)

  init(total: UInt64, unit: String) {
    self.total = total
    self.unit = unit
  }

  mutating func report(_ done: UInt64) {
    let now = ContinuousClock.now
    guard Terminal.isWatched, done > 0, lastShown.map({ now - $0 >= Self.interval }) ?? true else { return }
    lastShown = now
    let seconds = (now - started) / .seconds(1)
    let rate = Double(done) / max(seconds, 0.001)
    let left = Int((Double(total - min(done, total)) / rate).rounded(.up))
    let share = total == 0 ? 100 : Int(done * 100 / total)
    FileHandle.standardError.write(
      Data("\r\u{1B}[K\(share) %  \(done) of \(total) \(unit), \(Int(rate))/s, \(left) s left".utf8))
  }

  /// Clears the line.
  func finish() {
    if lastShown != nil { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
