package import CoreMetrics
internal import Synchronization

/// The metrics of a process: those that are defined, in a bounded number of series.
///
/// A series that is not defined so, or is one more than there may be, is refused: what is observed of it goes nowhere, and
/// `cairn_telemetry_refused_series_total` counts it.
package final class MetricRegistry: Sendable {
  enum Series {
    case counter(CounterSeries)
    case gauge(GaugeSeries)
    case histogram(HistogramSeries)

    init(_ kind: MetricDefinition.Kind) {
      switch kind {
      case .counter: self = .counter(CounterSeries())
      case .gauge: self = .gauge(GaugeSeries())
      case .histogram(let bounds): self = .histogram(HistogramSeries(bounds: bounds))
      }
    }
  }

  struct Family {
    let definition: MetricDefinition
    /// By their labels as text.
    var series: [String: Series] = [:]
  }

  private struct State {
    /// In the order of their definition.
    var families: [Family] = []
    var indices: [String: Int] = [:]
    var seriesCount = 0
  }

  /// How many series there may be, unless said otherwise.
  package static let seriesMaxDefault = 2_048

  private let seriesMax: Int
  private let state = Mutex(State())
  let refused = CounterSeries()

  /// A registry without metrics.
  package init(seriesMax: Int = seriesMaxDefault) {
    self.seriesMax = seriesMax
  }

  /// Adds metrics; each is defined once.
  package func define(_ definitions: [MetricDefinition]) {
    state.withLock { state in
      for definition in definitions {
        precondition(state.indices[definition.name] == nil, "\(definition.name) is defined twice")
        state.indices[definition.name] = state.families.count
        state.families.append(Family(definition: definition))
      }
    }
  }

  var families: [Family] { state.withLock(\.families) }

  /// The series of a metric with these labels, made if there is none; `nil` if it is refused.
  private func series(_ name: String, _ dimensions: [(String, String)]) -> Series? {
    let series = state.withLock { state -> Series? in
      guard let index = state.indices[name], let labels = state.families[index].definition.labelText(dimensions)
      else { return nil }
      if let known = state.families[index].series[labels] { return known }
      guard state.seriesCount < seriesMax else { return nil }
      state.seriesCount += 1
      let made = Series(state.families[index].definition.kind)
      state.families[index].series[labels] = made
      return made
    }
    return series
  }

  private func refuse() -> NOOPMetricsHandler {
    refused.increment(by: 1)
    return .instance
  }
}

extension MetricRegistry: MetricsFactory {
  /// The counter of this name and these labels.
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    guard case .counter(let series) = series(label, dimensions) else { return refuse() }
    return series
  }

  /// The gauge of this name and these labels.
  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    guard case .gauge(let series) = series(label, dimensions) else { return refuse() }
    return series
  }

  /// The histogram of this name and these labels if it is to aggregate, the gauge if not.
  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    switch series(label, dimensions) {
    case .gauge(let series) where !aggregate: series
    case .histogram(let series) where aggregate: series
    default: refuse()
    }
  }

  /// The histogram of this name and these labels, in seconds.
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    guard case .histogram(let series) = series(label, dimensions) else { return refuse() }
    return series
  }

  /// A series stays for as long as the process: one that came back would begin at 0, which looks like a restart.
  package func destroyCounter(_ handler: any CounterHandler) {}
  package func destroyMeter(_ handler: any MeterHandler) {}
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  package func destroyTimer(_ handler: any TimerHandler) {}
}
