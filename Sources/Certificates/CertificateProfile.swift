internal import X509

/// What a kind of certificate may be used for, as its extensions say it.
///
/// Source: RFC 5280 section 4.2.1.
enum CertificateProfile {
  /// Signs authorities and servers.
  case root
  /// Signs systems of one agency, and no further authorities.
  case authority
  /// Proves an agency's system to a server.
  case system(SystemURI)
  /// Proves a server to its clients.
  case server([ServerName])

  func extensions(
    of key: Certificate.PublicKey, signedBy authorityKey: Certificate.PublicKey?
  ) throws -> Certificate.Extensions {
    var extensions = Certificate.Extensions()
    func add(_ addition: some CertificateExtensionConvertible) throws {
      try extensions.append(addition.makeCertificateExtension())
    }
    try add(Critical(basicConstraints))
    try add(Critical(keyUsage))
    switch self {
    case .root: break
    case .authority: try add(try ExtendedKeyUsage([.clientAuth]))
    case .system(let uri):
      try add(try ExtendedKeyUsage([.clientAuth]))
      try add(SubjectAlternativeNames([.uniformResourceIdentifier(uri.description)]))
    case .server(let names):
      try add(try ExtendedKeyUsage([.serverAuth]))
      try add(SubjectAlternativeNames(names.map(\.generalName)))
    }
    try add(SubjectKeyIdentifier(hash: key))
    if let authorityKey {
      try add(AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: authorityKey).keyIdentifier))
    }
    return extensions
  }

  private var basicConstraints: BasicConstraints {
    switch self {
    case .root: .isCertificateAuthority(maxPathLength: 1)
    case .authority: .isCertificateAuthority(maxPathLength: 0)
    case .system, .server: .notCertificateAuthority
    }
  }

  private var keyUsage: KeyUsage {
    switch self {
    case .root, .authority: KeyUsage(keyCertSign: true)
    case .system, .server: KeyUsage(digitalSignature: true)
    }
  }
}
