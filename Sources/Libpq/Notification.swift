/// What another session said with NOTIFY.
package struct Notification: Sendable, Hashable {
  /// The channel it was sent on.
  package let channel: String
  /// Its text; empty if there was none.
  package let payload: String
  /// The sending server process.
  package let backendProcessID: Int32
}
