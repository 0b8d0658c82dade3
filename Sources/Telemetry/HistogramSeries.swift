internal import CoreMetrics
internal import Synchronization

/// Counts observations by size. An observation is two atomic additions: to its bucket and to the sum.
final class HistogramSeries: RecorderHandler, TimerHandler {
  private final class Bucket: Sendable {
    let count = Atomic<UInt64>(0)
  }

  let bounds: [Double]
  private let buckets: [Bucket]
  private let sum = AtomicDouble()

  init(bounds: [Double]) {
    self.bounds = bounds
    buckets = (0...bounds.count).map { _ in Bucket() }
  }

  /// What was observed: by bucket, the last without bound, each alone; and all of it added up.
  var snapshot: (counts: [UInt64], sum: Double) {
    (buckets.map { $0.count.load(ordering: .relaxed) }, sum.value)
  }

  func record(_ value: Double) {
    // A bucket holds its bound. What is no number is larger than every bound.
    let index = bounds.firstIndex { value <= $0 } ?? bounds.count
    buckets[index].count.wrappingAdd(1, ordering: .relaxed)
    sum.add(value)
  }

  func record(_ value: Int64) { record(Double(value)) }

  /// Timers show seconds.
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
