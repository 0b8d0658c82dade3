/// Where a server listens, or a client finds it: `host:port`, `[::1]:port` or `unix:PATH`.
package enum SocketName: Hashable, Sendable {
  /// A TCP port; 0 lets the machine choose one.
  case tcp(host: String, port: Int)
  /// A Unix socket.
  case unix(path: String)
}

extension SocketName: LosslessStringConvertible {
  /// Reads what `description` writes; anything else is `nil`.
  package init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard !path.isEmpty else { return nil }
      self = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self = .tcp(host: String(host), port: port)
  }

  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
