extension MetricRegistry {
  /// What an HTTP answer with `exposition` calls itself.
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// All metrics in Prometheus' text format, version 0.0.4: in the order of their definition, series by their labels.
  ///
  /// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
  package var exposition: String {
    var text = ""
    for family in families where !family.series.isEmpty {
      text.append(header: family.definition)
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        text.append(series, name: family.definition.name, labels: labels)
      }
    }
    text.append(header: Self.refusedDefinition)
    text.append(.counter(refused), name: Self.refusedDefinition.name, labels: "")
    return text
  }

  private static let refusedDefinition = MetricDefinition(
    "cairn_telemetry_refused_series_total", help: "Series that were refused: not defined, or one too many.",
    kind: .counter)
}

extension String {
  fileprivate mutating func append(header definition: MetricDefinition) {
    let type =
      switch definition.kind {
      case .counter: "counter"
      case .gauge: "gauge"
      case .histogram: "histogram"
      }
    self += "# HELP \(definition.name) \(MetricDefinition.escaped(definition.help, quotes: false))\n"
    self += "# TYPE \(definition.name) \(type)\n"
  }

  fileprivate mutating func append(_ series: MetricRegistry.Series, name: String, labels: String) {
    switch series {
    case .counter(let counter): append(sample: name, labels, String(counter.value))
    case .gauge(let gauge): append(sample: name, labels, gauge.value.exposed)
    case .histogram(let histogram):
      let (counts, sum) = histogram.snapshot
      let prefix = labels.isEmpty ? "" : labels + ","
      // Buckets hold what the smaller ones hold, too.
      var total: UInt64 = 0
      for (bound, count) in zip(histogram.bounds + [.infinity], counts) {
        total += count
        append(sample: name + "_bucket", "\(prefix)le=\"\(bound.exposed)\"", String(total))
      }
      append(sample: name + "_sum", labels, sum.exposed)
      append(sample: name + "_count", labels, String(total))
    }
  }

  private mutating func append(sample name: String, _ labels: String, _ value: String) {
    self += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }
}

extension Double {
  /// As the format writes numbers: whole ones without a fraction.
  fileprivate var exposed: String {
    if isNaN { return "NaN" }
    if isInfinite { return self > 0 ? "+Inf" : "-Inf" }
    // Up to here every whole number is one of its own.
    return self == rounded() && magnitude < 9_007_199_254_740_992 ? String(Int64(self)) : description
  }
}
