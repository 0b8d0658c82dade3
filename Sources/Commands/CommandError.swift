package import CairnDomain

/// Why a command had no effect, or none that is known of.
package enum CommandError: Error, Sendable {
  /// The domain refused it.
  case rejected(Rejection)
  /// The stream has moved on since the token that came as its expected version.
  case versionConflict
  /// The expected version is no token of this hub, or is of another stream.
  case tokenUnknown
  /// Another command was recorded under this id.
  case commandIDTaken
  /// Too much waits already; nothing was recorded.
  case overloaded
  /// It was recorded, but what it recorded cannot be read, so that its answer cannot be given again.
  case unreadable(reason: String)
  /// Whether it was recorded is not known, or it cannot be recorded now: ask again with the same command id.
  case unavailable(reason: String)
}
