/// What one metric is, and every value that its labels may have: what is not defined is never shown.
package struct MetricDefinition: Sendable {
  /// How its values come about.
  package enum Kind: Hashable, Sendable {
    /// Only rises, from 0 at the start of the process.
    case counter
    /// Rises and falls.
    case gauge
    /// Counts observations by size. The bounds are the largest values of all buckets but the last, rising.
    case histogram(bounds: [Double])
  }

  /// A label and the closed set of its values.
  package struct Label: Sendable {
    /// Stands for every value that is not in the set.
    package static let otherValue = "other"

    let name: String
    let values: Set<String>

    /// A label of its name and values.
    package init(_ name: String, values: some Sequence<String>) {
      self.name = name
      self.values = Set(values)
    }
  }

  let name: String
  let help: String
  let kind: Kind
  let labels: [Label]

  /// A definition of its fields.
  ///
  /// - Parameters:
  ///   - name: with the unit last, and `_total` behind a counter's.
  ///   - help: one line for those who read the metric.
  package init(_ name: String, help: String, kind: Kind, labels: [Label] = []) {
    if case .histogram(let bounds) = kind {
      precondition(!bounds.isEmpty && bounds == Set(bounds).sorted(), "the bounds of \(name) do not rise")
    }
    self.name = name
    self.help = help
    self.kind = kind
    self.labels = labels
  }

  /// The labels of a series as they are written between braces; `nil` if these are not the labels of the metric.
  func labelText(_ dimensions: [(String, String)]) -> String? {
    guard dimensions.count == labels.count else { return nil }
    var pairs: [String] = []
    for label in labels {
      guard let value = dimensions.first(where: { $0.0 == label.name })?.1 else { return nil }
      let shown = label.values.contains(value) ? value : Label.otherValue
      pairs.append("\(label.name)=\"\(Self.escaped(shown, quotes: true))\"")
    }
    return pairs.joined(separator: ",")
  }

  /// Source: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4: help texts escape backslash and
  /// line feed, label values the double quote, too.
  static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
