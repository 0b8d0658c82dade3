package import CairnMessages

extension SubmitReferralResponse {
  /// The answer to a referral, from what the log holds of it: a repeated command gets the very same answer by reading its
  /// events again. Findings stand in the order: the referral's, then each child's.
  ///
  /// - Parameters:
  ///   - receipt: its streams stand in the order of their first event, as `ReferralDecider` decided them: the referral,
  ///     then the cases in the order of the children.
  ///   - events: of the same command, in any order; those whose key is erased are left out.
  package init(receipt: Receipt, events: [DomainEvent]) {
    var ofReferral: [Finding] = []
    var opened: [CaseOpened] = []
    for event in events {
      switch event {
      case .referralReceived(let received, reporter: _): ofReferral = received.findings
      case .caseOpened(let event): opened.append(event)
      default: break
      }
    }
    opened.sort { $0.childIndex < $1.childIndex }
    self.init(
      receipt: receipt, referralID: receipt.streams.first?.streamID ?? "",
      caseIDs: receipt.streams.dropFirst().map(\.streamID), findings: ofReferral + opened.flatMap(\.findings))
  }
}
