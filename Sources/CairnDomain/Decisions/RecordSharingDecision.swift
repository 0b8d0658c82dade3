package import CairnMessages
package import Identifiers

/// A `RecordSharingDecisionRequest` that can be understood.
package struct RecordSharingDecision: Hashable, Sendable {
  /// Who decided, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  /// To whom it is given, or from whom it is withheld.
  package let recipientID: AgencyID
  /// Under which it is shared; `nil`: under none.
  package let agreementID: AgreementID?
  fileprivate let decision: SharingDecision

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: RecordSharingDecisionRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    guard let decision = request.decision else {
      faults.add(.required, at: "decision")
      try faults.rejectIfAny()
      preconditionFailure("a request with a fault is rejected")
    }
    let recipientID = faults.readAgency(decision.recipientAgencyID, at: "decision.recipient_agency_id")
    if let recipientID, recipientID == caller.agencyID {
      faults.add(.sharedWithAnother, at: "decision.recipient_agency_id")
    }
    let agreementID = faults.check(decision, on: LondonTime.date(atMicroseconds: caller.nowMicroseconds))
    try faults.rejectIfAny()
    guard let context, let caseID, let recipientID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.recipientID = recipientID
    self.agreementID = agreementID
    self.decision = decision
  }
}

extension CaseDecider {
  /// Puts on record that an agency decided to share, or to withhold.
  ///
  /// - Parameters:
  ///   - decisionID: minted by whoever keeps the log.
  ///   - isRegistered: whether the recipient is.
  ///   - agreement: the one that the decision names; `nil` if it names none, or there is none.
  /// - Throws: `Rejection` CASE_UNKNOWN, REQUEST_UNKNOWN, AGENCY_NOT_REGISTERED, AGREEMENT_UNKNOWN, TOO_MANY, or why the state of
  ///   the case does not allow it.
  package static func decide(
    _ command: RecordSharingDecision, decisionID: Identifier128, isRegistered: Bool, agreement: AgreementRecord?,
    _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(SharingServiceMethods.recordSharingDecision, command.context)
    let actor = command.context.actor
    guard actor.agencyID == .hub || opened.isGiven(to: command.context) else { throw .caseUnknown }
    let decision = command.decision
    let isRequestKnown = opened.requests.contains {
      $0.id == decision.requestID.lowercased() && $0.agencyID == actor.agencyID.description
    }
    guard decision.requestID.isEmpty || isRequestKnown else { throw .requestUnknown }
    var faults = Faults()
    if !isRegistered { faults.add(.agencyRegistered, at: "decision.recipient_agency_id") }
    if command.agreementID != nil {
      let version = agreement?.version(decision.agreementVersion)
      let parties = [actor.agencyID, command.recipientID]
      if !(version.map { version in parties.allSatisfy(version.hasParty) } ?? false) {
        faults.add(.agreementBetweenThem, at: "decision.agreement_id")
      }
    }
    try faults.rejectIfAny()
    guard opened.sharingDecisionCount < Limits.sharingDecisionsMax else { throw .sequence(.sharingDecisionsInLimit) }
    let decided = SharingDecided(
      decisionID: decisionID.description, decision: decision, decidedBy: actor.personID.description,
      occurredAt: command.context.occurredAt.text)
    return [opened.decision([.sharingDecided(decided)], on: command.caseID)]
  }
}

extension RecordSharingDecisionResponse {
  /// The answer to who decided, from what the log holds of it.
  package init(receipt: Receipt, events: [DomainEvent]) {
    let decided = events.lazy.compactMap { event in
      if case .sharingDecided(let decided) = event { decided.decisionID } else { nil }
    }.first
    self.init(receipt: receipt, decisionID: decided ?? "")
  }
}
