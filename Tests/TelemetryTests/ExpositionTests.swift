internal import CoreMetrics
internal import Testing

@testable internal import Telemetry

@Suite struct ExpositionTests {
  private static let refusedNone = """
    # HELP cairn_telemetry_refused_series_total Series that were refused: not defined, or one too many.
    # TYPE cairn_telemetry_refused_series_total counter
    cairn_telemetry_refused_series_total 0

    """

  @Test func theTextIsExact() {
    let registry = MetricRegistry()
    registry.define([
      MetricDefinition(
        "calls_total", help: "Calls, by \\ method\nand more.", kind: .counter,
        labels: [.init("method", values: ["b", "a\"\\\n"])]),
      MetricDefinition("open", help: "Open.", kind: .gauge),
      MetricDefinition(
        "took_seconds", help: "Took.", kind: .histogram(bounds: [0.01, 0.5, 1]),
        labels: [.init("method", values: ["a"])]),
      MetricDefinition("unused", help: "Unused.", kind: .gauge),
    ])
    Counter(label: "calls_total", dimensions: [("method", "b")], factory: registry).increment(by: 3)
    Counter(label: "calls_total", dimensions: [("method", "a\"\\\n")], factory: registry).increment()
    Counter(label: "calls_total", dimensions: [("method", "of a person")], factory: registry).increment(by: 7)
    let open = Meter(label: "open", factory: registry)
    open.increment(by: 2.5)
    open.decrement()
    let took = Timer(label: "took_seconds", dimensions: [("method", "a")], factory: registry)
    for milliseconds in [5, 10, 11, 500, 2_000] { took.recordMilliseconds(milliseconds) }
    #expect(
      registry.exposition == #"""
        # HELP calls_total Calls, by \\ method\nand more.
        # TYPE calls_total counter
        calls_total{method="a\"\\\n"} 1
        calls_total{method="b"} 3
        calls_total{method="other"} 7
        # HELP open Open.
        # TYPE open gauge
        open 1.5
        # HELP took_seconds Took.
        # TYPE took_seconds histogram
        took_seconds_bucket{method="a",le="0.01"} 2
        took_seconds_bucket{method="a",le="0.5"} 4
        took_seconds_bucket{method="a",le="1"} 4
        took_seconds_bucket{method="a",le="+Inf"} 5
        took_seconds_sum{method="a"} 2.526
        took_seconds_count{method="a"} 5

        """# + Self.refusedNone)
  }

  @Test func anEmptyRegistrySaysOnlyThatNothingWasRefused() {
    #expect(MetricRegistry().exposition == Self.refusedNone)
  }

  @Test(
    arguments: [
      (0, "0"), (-1, "-1"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e300, "1e+300"), (.infinity, "+Inf"),
      (-.infinity, "-Inf"), (.nan, "NaN"),
    ] as [(Double, String)])
  func numbersAreWrittenAsTheFormatWantsThem(number: Double, text: String) {
    let registry = MetricRegistry()
    registry.define([MetricDefinition("g", help: "G.", kind: .gauge)])
    Gauge(label: "g", factory: registry).record(number)
    #expect(registry.exposition.contains("\ng \(text)\n"))
  }

  @Test func anObservationOnABoundIsInItsBucket() {
    let series = HistogramSeries(bounds: [1, 2, 4])
    for value in [0, 1, 1.5, 2, 2.1, 4, 4.1, .nan] as [Double] { series.record(value) }
    #expect(series.snapshot.counts == [2, 2, 2, 2])
    let whole = HistogramSeries(bounds: [1, 2, 4])
    for value in [0, 1, 2, 3, 5] as [Int64] { whole.record(value) }
    #expect(whole.snapshot.counts == [2, 1, 1, 1])
    #expect(whole.snapshot.sum == 11)
  }
}
