package import Certificates

/// How a hub's server speaks TLS on its TCP ports.
package struct TLSSettings: Sendable {
  /// The names under which clients reach it, for its certificate; at least one.
  package var names: [ServerName]
  /// How old a connection becomes before its client has to make another.
  package var connectionAgeMilliseconds = 1_800_000

  /// Settings with these names.
  package init(names: [ServerName]) { self.names = names }
}
