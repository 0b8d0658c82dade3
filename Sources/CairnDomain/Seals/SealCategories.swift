package import CairnMessages
package import Identifiers

/// A `SealCategoriesRequest` that can be understood.
package struct SealCategories: Hashable, Sendable {
  /// Who seals them, when and why.
  package let context: DecisionContext
  package let caseID: Identifier128
  fileprivate let categories: [String]
  fileprivate let terms: SealTerms

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: SealCategoriesRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    if request.categories.isEmpty { faults.add(.required, at: "categories") }
    faults.checkCategories(request.categories, at: "categories")
    // Lists are filtered and sorted by the course of cases, and would tell it all the same.
    if let index = request.categories.firstIndex(of: DataCategory.caseProgress.rawValue) {
      faults.add(.sealableCategory, at: "categories[\(index)]")
    }
    terms = faults.readTerms(ground: request.ground, readers: request.readers, reason: request.reason, context)
    try faults.rejectIfAny()
    guard let context, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.caseID = caseID
    categories = request.categories
  }

  /// The agencies of the readers, in their order.
  package var readerIDs: [AgencyID] { terms.readerIDs }
}

extension CaseDecider {
  /// Seals categories of data in a case.
  ///
  /// - Parameters:
  ///   - sealID: minted by whoever keeps the log.
  ///   - registered: whether the agency of each reader is.
  ///   - stream: of what the actor's agency sealed in the case.
  /// - Throws: `Rejection` CASE_UNKNOWN, AGENCY_NOT_REGISTERED or TOO_MANY.
  package static func decide(
    _ command: SealCategories, sealID: Identifier128, registered: [Bool], on stream: SealedStream, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    try state.admitSeal(SealServiceMethods.sealCategories, command.context, registered, stream)
    let sealed = CategoriesSealed(
      caseID: command.caseID.description, terms: command.terms.named(sealID), categories: command.categories)
    return [stream.decision(.categoriesSealed(sealed))]
  }
}
