package import CairnMessages
package import Identifiers

/// A `DraftAgreementRequest` that can be understood.
package struct DraftAgreement: Hashable, Sendable {
  /// Who drafts it, when and why.
  package let context: DecisionContext
  /// The agreement's id, from which its stream's id is derived.
  package let agreementID: AgreementID
  /// The parties' agencies, each once.
  package let partyIDs: [AgencyID]
  fileprivate let agreement: Agreement

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: DraftAgreementRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agreementID = request.agreement.flatMap {
      faults.readAgreementID($0.agreementID, at: "agreement.agreement_id")
    }
    var partyIDs: [AgencyID] = []
    if let agreement = request.agreement {
      partyIDs = faults.readParties(agreement.parties)
      faults.checkTerms(of: agreement)
      faults.checkMatrix(of: agreement)
    } else {
      faults.add(.required, at: "agreement")
    }
    try faults.rejectIfAny()
    guard let context, let agreementID, let agreement = request.agreement else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.agreementID = agreementID
    self.partyIDs = partyIDs
    self.agreement = agreement
  }
}

extension AgreementDecider {
  /// Drafts an agreement, or its next version.
  ///
  /// - Parameters:
  ///   - stream: the id of the agreement's stream, derived from its id by whoever keeps the log.
  ///   - registered: whether each of the parties is, in their order.
  /// - Throws: `Rejection` PARTY_NOT_REGISTERED, AGREEMENT_ENDED, TOO_MANY or VERSION_NOT_NEXT.
  package static func decide(
    _ command: DraftAgreement, stream: Identifier128, registered: [Bool], _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    precondition(registered.count == command.partyIDs.count)
    var faults = Faults()
    for (index, isRegistered) in registered.enumerated() where !isRegistered {
      faults.add(.partyRegistered, at: "agreement.parties[\(index)].agency_id")
    }
    try faults.rejectIfAny()
    let last = state.record?.lastNumber ?? 0
    if state != .notDrafted { _ = try state.open() }
    guard last < Limits.agreementVersionsMax else { throw .sequence(.agreementVersionsInLimit) }
    var agreement = command.agreement
    guard agreement.version == 0 || agreement.version == last + 1 else { throw .sequence(.versionIsNext) }
    agreement.version = last + 1
    return [
      StreamDecision(
        onAgreement: stream,
        .agreementDrafted(AgreementDrafted(agreement: agreement, occurredAt: command.context.occurredAt.text)))
    ]
  }
}

extension DraftAgreementResponse {
  /// The response to a draft that was recorded, from its events.
  package init(receipt: Receipt, events: [DomainEvent]) {
    let versions = events.compactMap { event in
      if case .agreementDrafted(let drafted) = event { drafted.agreement?.version } else { nil }
    }
    self.init(receipt: receipt, version: versions.first ?? 0)
  }
}
