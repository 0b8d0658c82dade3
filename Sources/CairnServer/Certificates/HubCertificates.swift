internal import Projections

/// What a hub's server needs for certificates: who holds the keys, and who is believed.
struct HubCertificates: Sendable {
  let authority: HubAuthority
  let table: CertificateTable
  /// How far the table has come.
  let checkpoint: Checkpoint
}
