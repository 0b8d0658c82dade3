/// What the endpoint shows. Asked on an event loop, with every request: answers at once, from memory.
package struct OperationsPages: Sendable {
  /// The metrics as text.
  package let metrics: @Sendable () -> String
  /// What `metrics` is, for the header `content-type`.
  package let metricsType: String
  /// Why the server takes no work now, a line each; none if it does.
  package let obstacles: @Sendable () -> [String]

  /// Pages of their parts.
  package init(
    metrics: @escaping @Sendable () -> String, metricsType: String, obstacles: @escaping @Sendable () -> [String]
  ) {
    self.metrics = metrics
    self.metricsType = metricsType
    self.obstacles = obstacles
  }
}
