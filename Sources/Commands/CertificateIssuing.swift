package import CairnDomain

/// Whoever holds the keys that sign certificates.
package protocol CertificateIssuing: Sendable {
  /// The root's certificate, DER.
  ///
  /// - Throws: `CommandError.unavailable` as `offer`.
  func root() throws(CommandError) -> [UInt8]

  /// What is wrong with a signing request; `nil` if it can be signed.
  func fault(inSigningRequest der: [UInt8]) -> String?

  /// Signs a certificate for a system of an agency, valid for so many days from now.
  ///
  /// - Parameter signingRequest: one in which no fault was found.
  /// - Throws: `CommandError.unavailable` if the keys cannot be had, or cannot be made.
  func offer(
    to agencyID: AgencyID, _ system: SystemName, signingRequest der: [UInt8], validDays: Int, nowMicroseconds: Int64
  ) throws(CommandError) -> CertificateOffer
}
