import CairnCodec
import CairnMessages
internal import Cryptography
import Identifiers
import RPC

/// Agreements of the hub, the police and the hospital, to be acted on.
struct PermissionAgreements: Sendable {
  /// Drafted, and signed by nobody.
  let drafted: Agreement
  /// The id of one that is suspended.
  let suspendedID: String

  static func make(_ client: FrameClient) async throws -> PermissionAgreements {
    let tag = TestCaller.newID().description.suffix(12)
    var drafted = TestParty.agreement("a-\(tag)")
    drafted.version = try await client.draft(drafted)
    let suspendedID = "b-\(tag)"
    try await client.draft(TestParty.agreement(suspendedID))
    try await client.suspend(suspendedID)
    return PermissionAgreements(drafted: drafted, suspendedID: suspendedID)
  }

  /// The request that is right for the acting agency, if it is a party.
  func signing(_ acting: Acting) -> SignAgreementRequest {
    guard let key = try? TestParty.key(of: acting.agencyID) else { return SignAgreementRequest() }
    return SignAgreementRequest(
      context: acting.command(), agreementID: drafted.agreementID, version: drafted.version, publicKey: key.publicKey,
      signature: key.signature(of: drafted.signedBytes))
  }
}
