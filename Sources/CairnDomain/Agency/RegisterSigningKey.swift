package import CairnMessages
package import Identifiers

/// A `RegisterSigningKeyRequest` that can be understood.
package struct RegisterSigningKey: Hashable, Sendable {
  /// Who registers it, when and why.
  package let context: DecisionContext
  /// Whose key it is, from which the id of the agency's stream is derived.
  package let agencyID: AgencyID
  fileprivate let publicKey: [UInt8]

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: RegisterSigningKeyRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agencyID = AgencyID(request.agencyID)
    if request.agencyID.isEmpty {
      faults.add(.required, at: "agency_id")
    } else if agencyID == nil {
      faults.add(.agencyIDForm, at: "agency_id")
    }
    faults.checkPublicKey(request.publicKey, at: "public_key")
    try faults.rejectIfAny()
    guard let context, let agencyID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.agencyID = agencyID
    publicKey = request.publicKey
  }
}

extension Faults {
  /// A public key that must be there and have its length.
  mutating func checkPublicKey(_ key: [UInt8], at path: @autoclosure () -> String) {
    if key.isEmpty {
      add(.required, at: path())
    } else if key.count != Limits.publicKeyBytes {
      add(.publicKeyForm, at: path())
    }
  }
}

extension AgencyDecider {
  /// Puts the key on record with which an agency signs from now on. The hub has one too.
  ///
  /// - Parameter stream: the id of the agency's stream, derived from its id by whoever keeps the log.
  /// - Throws: `Rejection` AGENCY_NOT_FOUND.
  package static func decide(
    _ command: RegisterSigningKey, stream: Identifier128, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    guard state.kind != nil || command.agencyID == .hub else {
      throw Rejection(
        .notFound, reason: "AGENCY_NOT_FOUND",
        message: "no agency of this id is registered: list the agencies, or register it first")
    }
    let registered = SigningKeyRegistered(
      publicKey: command.publicKey, occurredAt: command.context.occurredAt.text)
    return [
      StreamDecision(
        stream: stream, kind: .agency, events: [.ofAgency(.signingKeyRegistered(registered), stream: stream)])
    ]
  }
}
