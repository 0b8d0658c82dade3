package import CairnMessages
package import Identifiers

/// A `ContributeSealedRequest` that can be understood, with what is wrong in it all the same.
package struct ContributeSealed: Hashable, Sendable {
  /// Who contributes, when and why.
  package let context: DecisionContext
  package let caseID: Identifier128
  fileprivate let statements: [Statement]
  fileprivate let findings: [Finding]
  fileprivate let terms: SealTerms

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(
    validating request: ContributeSealedRequest, from caller: Caller, rules: RuleSet = .current
  ) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, rules: rules, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    if let information = request.information {
      faults.check(information)
    } else {
      faults.add(.required, at: "information")
    }
    terms = faults.readTerms(ground: request.ground, readers: request.readers, reason: request.reason, context)
    try faults.rejectIfAny()
    guard let context, let caseID, let information = request.information else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    statements = information.statements
    findings = Findings(of: information.statements, context: context, rules: rules).ofChildren[0]
  }

  /// The agencies of the readers, in their order.
  package var readerIDs: [AgencyID] { terms.readerIDs }
}

extension CaseDecider {
  /// Contributes information under seal.
  ///
  /// - Parameters:
  ///   - sealID: minted by whoever keeps the log.
  ///   - registered: whether the agency of each reader is.
  ///   - stream: of what the actor's agency sealed in the case.
  /// - Throws: `Rejection` CASE_UNKNOWN, AGENCY_NOT_REGISTERED, TOO_MANY, or why the state of the case does not allow it.
  package static func decide(
    _ command: ContributeSealed, sealID: Identifier128, registered: [Bool], on stream: SealedStream, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    try state.admitSeal(SealServiceMethods.contributeSealed, command.context, registered, stream)
    let sealed = ContributionSealed(
      caseID: command.caseID.description, terms: command.terms.named(sealID), statements: command.statements,
      findings: command.findings)
    return [stream.decision(.contributionSealed(sealed))]
  }
}

extension CaseDecider.State {
  /// Holds a command to it that the actor may seal something in the case, which is recorded on `stream`.
  func admitSeal<Request, Response>(
    _ method: Method<Request, Response>, _ context: DecisionContext, _ registered: [Bool], _ stream: SealedStream
  ) throws(Rejection) {
    let opened = try admitting(method, context)
    guard context.actor.agencyID == .hub || opened.isGiven(to: context) else { throw .caseUnknown }
    var faults = Faults()
    faults.checkReaders(registered: registered)
    try faults.rejectIfAny()
    guard stream.seals.standingCount < Limits.sealsMax else { throw .sequence(.sealsInLimit) }
  }
}
