package import CairnMessages
package import Identifiers

/// A `SealCaseRequest` that can be understood.
package struct SealCase: Hashable, Sendable {
  /// Who seals it, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  fileprivate let terms: SealTerms

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: SealCaseRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    terms = faults.readTerms(ground: request.ground, readers: request.readers, reason: request.reason, context)
    try faults.rejectIfAny()
    guard let context, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.caseID = caseID
  }

  /// The agencies of the readers, in their order.
  package var readerIDs: [AgencyID] { terms.readerIDs }
}

extension CaseDecider {
  /// Seals a case as a whole, on its own stream: to whom it is not open, that stream is not there either.
  ///
  /// - Parameters:
  ///   - sealID: minted by whoever keeps the log.
  ///   - registered: whether the agency of each reader is.
  /// - Throws: `Rejection` CASE_UNKNOWN, AGENCY_NOT_REGISTERED or TOO_MANY.
  package static func decide(
    _ command: SealCase, sealID: Identifier128, registered: [Bool], _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(SealServiceMethods.sealCase, command.context)
    var faults = Faults()
    faults.checkReaders(registered: registered)
    try faults.rejectIfAny()
    guard opened.protection.seals.standingCount < Limits.sealsMax else { throw .sequence(.sealsInLimit) }
    return [opened.decision([.caseSealed(CaseSealed(terms: command.terms.named(sealID)))], on: command.caseID)]
  }
}
