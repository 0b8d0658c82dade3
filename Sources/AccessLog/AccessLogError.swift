/// Why a record of access is not known to be on disk: what it speaks of must not be shown.
package enum AccessLogError: Error, Hashable, Sendable {
  /// As many records wait as may.
  case full
  /// The database did not take it; it may be tried again.
  case unavailable(reason: String)
  /// The caller waits no longer.
  case cancelled
}
