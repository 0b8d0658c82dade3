/// How much the endpoint takes on.
package struct OperationsLimits: Sendable {
  /// Most connections at once; one more is closed.
  package var connectionsMax = 16
  /// Requests that a connection may bring; the last answer says that it closes.
  package var requestsPerConnectionMax = 1_000
  /// The header fields of a request together, in bytes; more is answered 400.
  package var headerBytesMax = 8_192
  /// All of a request, with a body that nobody asked for, in bytes; for more the connection is closed.
  package var requestBytesMax = 16_384
  /// How long a request may take to come, from the end of the one before; the connection is closed then.
  package var idleMilliseconds = 60_000

  /// The defaults.
  package init() {}
}
