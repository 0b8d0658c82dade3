package import Identifiers

/// What the log says in clear about an event that a view shows.
package struct EventEnvelope: Hashable, Sendable {
  /// The event's stream.
  package let stream: Identifier128
  /// Its version in the stream, from 1.
  package let version: UInt64
  /// The agency that sent the command.
  package let agencyID: String
  /// When the log recorded it, in microseconds since 1970-01-01T00:00:00Z.
  package let recordedAtMicroseconds: Int64

  /// Makes an envelope.
  package init(stream: Identifier128, version: UInt64, agencyID: String, recordedAtMicroseconds: Int64) {
    self.stream = stream
    self.version = version
    self.agencyID = agencyID
    self.recordedAtMicroseconds = recordedAtMicroseconds
  }
}
