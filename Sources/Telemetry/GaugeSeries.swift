internal import CoreMetrics
internal import Synchronization

/// A value that rises and falls.
final class GaugeSeries: MeterHandler, RecorderHandler {
  private let sum = AtomicDouble()

  var value: Double { sum.value }

  func set(_ value: Int64) { sum.set(Double(value)) }
  func set(_ value: Double) { sum.set(value) }
  func increment(by amount: Double) { sum.add(amount) }
  func decrement(by amount: Double) { sum.add(-amount) }
  func record(_ value: Int64) { sum.set(Double(value)) }
  func record(_ value: Double) { sum.set(value) }
}
