/// Why a hub's server stopped.
package enum HubFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another server has taken the log over: this one must write no more.
  case takenOver

  package var description: String {
    switch self {
    case .takenOver: "Another server has taken this log over. This one has stepped down and stops."
    }
  }
}
