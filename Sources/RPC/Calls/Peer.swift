package import Certificates

/// Who is at the other end of a connection, as far as the machine can vouch for it.
package enum Peer: Hashable, Sendable {
  /// A process of this machine, on a Unix socket; the kernel said who it was when it connected.
  case unix(userID: UInt32, groupID: UInt32, processID: Int32)
  /// Anyone who can reach the port.
  case tcp(address: String, isLoopback: Bool)
  /// A system that has proven in a TLS handshake that it holds the key of a certificate under our trust root. Whether the
  /// certificate still stands is decided above.
  indirect case system(SystemCertificate, address: String)
}

/// The name under which the server knows a peer: `"hub/operator"`. What it may do is decided above.
package struct Principal: Hashable, Sendable, CustomStringConvertible {
  /// The name itself.
  package let name: String

  /// A principal of a name.
  package init(_ name: String) { self.name = name }

  package var description: String { name }
}
