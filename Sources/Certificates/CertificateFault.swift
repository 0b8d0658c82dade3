/// What is wrong with a certificate, or with what should have become one. Names no value of it.
package enum CertificateFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is no certificate in DER.
  case unreadable
  /// It could not be encoded or signed.
  case cannotBeMade
  /// Its key is not of P-256.
  case otherKind
  /// It may sign certificates itself.
  case isAuthority
  /// It does not say that it is for clients.
  case notForClients
  /// It names something besides one `spiffe://AGENCY/SYSTEM`, or not even that.
  case otherNames
  /// A signing request that is not signed by the key that it is for.
  case notSignedByItself

  package var description: String {
    switch self {
    case .unreadable: "it cannot be read"
    case .cannotBeMade: "it cannot be made"
    case .otherKind: "its key is not of P-256"
    case .isAuthority: "it is an authority's, and no system's"
    case .notForClients: "it is not for proving who a client is"
    case .otherNames: "it does not name exactly one spiffe://AGENCY/SYSTEM, and nothing else"
    case .notSignedByItself: "it is not signed by the key that it is for"
    }
  }
}
