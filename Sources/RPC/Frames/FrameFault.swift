/// A frame that breaks the protocol: the connection ends with this reason.
package struct FrameFault: Error, Hashable, Sendable {
  /// For the peer's program.
  package let reason: GoAwayReason
  /// For a person: which rule was broken. Never bytes of a payload.
  package let message: String

  /// Makes a fault of its parts.
  package init(_ reason: GoAwayReason, _ message: String) {
    self.reason = reason
    self.message = message
  }
}
