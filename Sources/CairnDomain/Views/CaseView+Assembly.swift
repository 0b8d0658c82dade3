package import CairnMessages
package import Identifiers

extension CaseView {
  /// The shared view of a case, joined from its own document and that of the referral which opened it.
  ///
  /// Statements are those of this child alone and those about several children of whom this child is one. Their
  /// `aboutChildren` stay as they were written: indexes into the children of the referral. The findings of the referral
  /// come first, then those of the child.
  ///
  /// - Parameters:
  ///   - referral: `nil` if it is not there, or its key is erased; the child's own statements are shown all the same.
  ///   - token: an expected version for the next command on this case.
  package init(caseID: Identifier128, document: CaseDocument, referral: ReferralDocument?, token: String) {
    let caseID = caseID.description
    var view = referral?.referral ?? ReferralView(referralID: document.referralID)
    let shared = view.statements.filter { $0.isAbout(document.childIndex) }
    view.statements = (shared + document.statements).orderedByObservation()
    self.init(
      caseID: caseID, token: token, status: document.status, child: document.child, rag: document.ragHistory.last,
      ragHistory: document.ragHistory, referral: view,
      findings: (referral?.findings ?? []) + document.findings,
      siblingCaseIDs: referral?.caseIDs.filter { $0 != caseID } ?? [])
  }
}

extension [Statement] {
  /// By the time of observation, and as written where that is equal; those whose time cannot be read stand last.
  fileprivate func orderedByObservation() -> [Statement] {
    let timed = enumerated().map { index, statement in
      (Timestamp(statement.observedAt)?.microseconds ?? .max, index, statement)
    }
    return timed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}
