/// How many messages go each way in a call of a method.
package enum MethodKind: Hashable, Sendable {
  /// One request, one response.
  case unary
  /// One request, any number of responses.
  case serverStreaming
  /// Any number of requests, one response.
  case clientStreaming
  /// Any number of each, neither waiting for the other unless the method says so.
  case bidirectionalStreaming

  /// Whether a caller may send any number of requests.
  package var streamsRequests: Bool { self == .clientStreaming || self == .bidirectionalStreaming }
  /// Whether a server may send any number of responses.
  package var streamsResponses: Bool { self == .serverStreaming || self == .bidirectionalStreaming }
}
