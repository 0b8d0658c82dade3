package import Identifiers

/// A stream that the live generation of a projection leaves out from some event on.
package struct ParkedStream: Hashable, Sendable {
  /// The projection's name.
  package let projection: String
  package let streamID: Identifier128
  /// Of the first event that could not be read.
  package let position: UInt64
  /// Of that event, in microseconds since 1970-01-01T00:00:00Z.
  package let recordedAt: Int64
  /// Why, in words without content.
  package let reason: String
}
