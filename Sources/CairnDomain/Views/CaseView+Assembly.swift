package import CairnMessages
package import Identifiers

/// What a case's view is joined from.
package struct CaseRecord: Sendable {
  package let caseID: Identifier128
  package let document: CaseDocument
  /// That of the referral which opened the case; `nil` if it is not there, or its key is erased.
  package let referral: ReferralDocument?
  /// The cases that were joined to this one, in order, as far as their keys are not erased.
  package let attached: [(attachment: AttachedCase, document: CaseDocument?, referral: ReferralDocument?)]

  /// A record of its fields.
  package init(
    caseID: Identifier128, document: CaseDocument, referral: ReferralDocument?,
    attached: [(attachment: AttachedCase, document: CaseDocument?, referral: ReferralDocument?)] = []
  ) {
    self.caseID = caseID
    self.document = document
    self.referral = referral
    self.attached = attached
  }
}

extension CaseView {
  /// The shared view of a case.
  ///
  /// Statements are those of this child alone and those about several children of whom this child is one. Their
  /// `aboutChildren` stay as they were written: indexes into the children of the referral. The findings of the referral
  /// come first, then those of the child.
  ///
  /// - Parameter token: an expected version for the next command on this case.
  package init(_ record: CaseRecord, token: String) {
    let document = record.document
    let caseID = record.caseID.description
    self.init(
      caseID: caseID, token: token, status: document.status, child: document.child,
      rag: document.rag == .unspecified ? nil : document.ragHistory.last, ragHistory: document.ragHistory,
      referral: ReferralView(record.referral, about: document),
      findings: (record.referral?.findings ?? []) + document.findings,
      siblingCaseIDs: record.referral?.caseIDs.filter { $0 != caseID } ?? [])
    let acknowledgements = [record.referral?.acknowledgement] + record.attached.map(\.referral?.acknowledgement)
    clocks = (document.clocks.all + acknowledgements.compactMap(\.self).filter(\.isTimed))
      .sorted { ($0.isRunning ? 0 : 1, $0.dueAtUs) < ($1.isRunning ? 0 : 1, $1.dueAtUs) }
    requests = document.requests
    decisions = document.decisions
    closure = document.closure
    reopenings = document.reopenings
    links = document.links
    corrections = document.corrections
    resolvedFindings = (record.referral?.resolvedFindings ?? []) + document.resolvedFindings
    joinedIntoCaseID = document.joinedIntoCaseID
    adults = record.referral?.adults ?? []
    grants = document.grants
    sharingDecisions = document.sharingDecisions
    for one in record.attached {
      attached.append(
        AttachedReferral(
          caseID: one.attachment.caseID,
          referral: one.document.map { ReferralView(one.referral, about: $0) }
            ?? ReferralView(referralID: one.attachment.referralID),
          child: one.document?.child, reason: one.attachment.reason,
          findings: (one.referral?.findings ?? []) + (one.document?.findings ?? []),
          agencyID: one.document?.agencyID ?? one.referral?.referral.agencyID ?? "",
          adults: one.referral?.adults ?? []))
    }
  }
}

extension ReferralView {
  /// A referral as far as it concerns the child of a case.
  fileprivate init(_ referral: ReferralDocument?, about document: CaseDocument) {
    self = referral?.referral ?? ReferralView(referralID: document.referralID)
    let shared = statements.filter { $0.isAbout(document.childIndex) }
    statements = (shared + document.statements).orderedByObservation()
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
