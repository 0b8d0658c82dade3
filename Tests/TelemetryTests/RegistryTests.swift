internal import CoreMetrics
internal import Testing

@testable internal import Telemetry

@Suite struct RegistryTests {
  private static func registry(seriesMax: Int = 100) -> MetricRegistry {
    let registry = MetricRegistry(seriesMax: seriesMax)
    registry.define([
      MetricDefinition("c", help: "C.", kind: .counter, labels: [.init("l", values: ["1", "2", "3"])]),
      MetricDefinition("g", help: "G.", kind: .gauge),
      MetricDefinition("h", help: "H.", kind: .histogram(bounds: [1])),
    ])
    return registry
  }

  @Test func theSameLabelsAreTheSameSeries() {
    let registry = Self.registry()
    for _ in 0..<3 { Counter(label: "c", dimensions: [("l", "1")], factory: registry).increment() }
    #expect(registry.exposition.contains("c{l=\"1\"} 3\n"))
  }

  @Test func whatIsOneTooManyIsRefusedAndCounted() {
    let registry = Self.registry(seriesMax: 2)
    for value in ["1", "2", "3", "of a person"] {
      Counter(label: "c", dimensions: [("l", value)], factory: registry).increment()
    }
    let text = registry.exposition
    #expect(text.contains("c{l=\"1\"} 1\nc{l=\"2\"} 1\n#"), "the first two are there, and no other")
    #expect(text.contains("cairn_telemetry_refused_series_total 2\n"))
    Counter(label: "c", dimensions: [("l", "2")], factory: registry).increment()
    #expect(registry.exposition.contains("c{l=\"2\"} 2\n"), "what is there goes on")
  }

  @Test func whatIsNotDefinedSoIsRefusedAndCounted() {
    let registry = Self.registry()
    Counter(label: "unknown", factory: registry).increment()
    Counter(label: "c", factory: registry).increment()
    Counter(label: "c", dimensions: [("other", "1")], factory: registry).increment()
    Counter(label: "c", dimensions: [("l", "1"), ("case", "1")], factory: registry).increment()
    Counter(label: "g", factory: registry).increment()
    Meter(label: "h", factory: registry).increment()
    Gauge(label: "h", factory: registry).record(1)
    Recorder(label: "g", factory: registry).record(1)
    Timer(label: "g", factory: registry).recordNanoseconds(1)
    #expect(registry.refused.value == 9)
    #expect(!registry.exposition.contains("unknown"))
    #expect(!registry.exposition.contains("case"))
  }

  @Test func observationsOfManyThreadsAllCount() async {
    let registry = Self.registry()
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          let counter = Counter(label: "c", dimensions: [("l", "1")], factory: registry)
          let meter = Meter(label: "g", factory: registry)
          let recorder = Recorder(label: "h", factory: registry)
          for round in 0..<10_000 {
            counter.increment()
            meter.increment()
            recorder.record(round % 2 * 2)
            if round % 1_000 == 0 { _ = registry.exposition }
          }
          for _ in 0..<4_000 { meter.decrement() }
        }
      }
    }
    let text = registry.exposition
    #expect(text.contains("c{l=\"1\"} 80000\n"))
    #expect(text.contains("g 48000\n"))
    #expect(text.contains("h_bucket{le=\"1\"} 40000\nh_bucket{le=\"+Inf\"} 80000\nh_sum 80000\nh_count 80000\n"))
  }
}
