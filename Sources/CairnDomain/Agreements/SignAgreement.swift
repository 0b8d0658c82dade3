package import CairnMessages
package import Identifiers

/// A `SignAgreementRequest` that can be understood.
package struct SignAgreement: Hashable, Sendable {
  /// For whom it is signed, when and why.
  package let context: DecisionContext
  /// The agreement's id, from which its stream's id is derived.
  package let agreementID: AgreementID
  fileprivate let version: UInt32
  fileprivate let publicKey: [UInt8]
  fileprivate let signature: [UInt8]

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: SignAgreementRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agreementID = faults.readAgreementID(request.agreementID, at: "agreement_id")
    if request.version == 0 { faults.add(.required, at: "version") }
    faults.checkPublicKey(request.publicKey, at: "public_key")
    if request.signature.isEmpty {
      faults.add(.required, at: "signature")
    } else if request.signature.count != Limits.signatureBytes {
      faults.add(.signatureForm, at: "signature")
    }
    try faults.rejectIfAny()
    guard let context, let agreementID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.agreementID = agreementID
    version = request.version
    publicKey = request.publicKey
    signature = request.signature
  }
}

extension AgreementDecider {
  /// Signs a version for the caller's agency.
  ///
  /// - Parameters:
  ///   - keyOnRecord: the agency's signing key; `nil` if it has none.
  ///   - verifies: whether a signature under a public key is one of an agreement.
  /// - Throws: `Rejection` AGREEMENT_UNKNOWN, or why this signature does not count.
  package static func decide(
    _ command: SignAgreement, stream: Identifier128, keyOnRecord: [UInt8]?, _ state: State,
    verifies: (_ signature: [UInt8], _ agreement: Agreement, _ publicKey: [UInt8]) -> Bool
  ) throws(Rejection) -> [StreamDecision] {
    let agencyID = command.context.actor.agencyID
    guard let record = state.record, let version = record.version(command.version), version.hasParty(agencyID) else {
      throw .agreementUnknown
    }
    _ = try state.open()
    guard command.version == record.lastNumber else { throw .sequence(.lastVersionIsSigned) }
    guard version.awaitedIDs.contains(agencyID.description) else { throw .sequence(.signedOnce) }
    guard let keyOnRecord else { throw .sequence(.signingKeyOnRecord) }
    guard command.publicKey == keyOnRecord else { throw .sequence(.signedUnderKeyOnRecord) }
    guard verifies(command.signature, version.agreement, keyOnRecord) else { throw .sequence(.signatureVerifies) }
    let signature = AgreementSignature(
      agencyID: agencyID.description, publicKey: command.publicKey, signature: command.signature,
      signedAt: command.context.occurredAt.text)
    return [
      StreamDecision(
        onAgreement: stream, .agreementSigned(AgreementSigned(version: command.version, signature: signature)))
    ]
  }
}
