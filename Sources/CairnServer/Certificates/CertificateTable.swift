internal import CairnDomain
internal import Certificates
internal import Synchronization

/// Whom this server believes to be whom, as the log says it. Empty it refuses everybody.
package final class CertificateTable: Sendable {
  private struct State {
    var register = CertificateRegister()
    /// Those whose signature was checked, by serial number: once is enough, since a certificate does not change.
    var checked: [String: SystemCertificate] = [:]
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Int64

  /// An empty one.
  ///
  /// - Parameter now: microseconds since 1970-01-01T00:00:00Z.
  package init(now: @escaping @Sendable () -> Int64 = SystemClock.microseconds) { self.now = now }

  /// The register as it stands.
  var register: CertificateRegister { state.withLock(\.register) }

  /// Takes in events of the log, in their order.
  func fold(_ events: [DomainEvent]) {
    state.withLock { state in
      for event in events { state.register.fold(event) }
      let entries = state.register.entries
      state.checked = state.checked.filter { entries[$0.key] != nil }
    }
  }

  /// Whose a certificate is, if it stands: signed by the authority of the agency that it names, known to the log as it is,
  /// not revoked and not expired.
  func entry(for certificate: SystemCertificate) throws(CertificateRefusal) -> CertificateRegister.Entry {
    let now = now()
    let (register, isChecked) = state.withLock { state in
      (state.register, state.checked[certificate.serial] == certificate)
    }
    if isChecked, let entry = register.entries[certificate.serial] {
      try entry.stand(at: now)
      return entry
    }
    let signer = register.authorities(of: certificate.uri.agency).first { authority in
      certificate.isSigned(byAuthority: authority.certificate)
    }
    guard let signer else { throw .otherAgency }
    let claim = CertificateRegister.Claim(
      serial: certificate.serial, agency: certificate.uri.agency, system: certificate.uri.system,
      publicKey: certificate.publicKey.bytes)
    let entry = try register.entry(for: claim, signedBy: signer.publicKey, at: now)
    state.withLock { $0.checked[certificate.serial] = certificate }
    return entry
  }
}
