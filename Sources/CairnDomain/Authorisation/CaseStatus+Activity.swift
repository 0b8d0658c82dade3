package import CairnMessages

/// What may be done on a case in which state: the whole of it. A method that is not named here is no command on a case.
extension CaseStatus {
  /// For each method, the states in which it is carried out.
  package static let activities: [(method: String, statuses: [CaseStatus])] = [
    (CaseServiceMethods.setRag.path, undecided),
    (CaseServiceMethods.decideThreshold.path, undecided + [.signposted, .earlyHelp]),
    (CaseServiceMethods.attachReferral.path, undecided + [.accepted]),
    (CaseServiceMethods.linkCases.path, open),
    (InformationServiceMethods.requestInformation.path, open),
    (InformationServiceMethods.respondToRequest.path, open),
    (CaseServiceMethods.correct.path, open + ended + [.joined]),
    (CaseServiceMethods.resolveFinding.path, open + ended + [.joined]),
    (CaseServiceMethods.close.path, [.signposted, .earlyHelp]),
    (CaseServiceMethods.reopen.path, ended + [.signposted, .earlyHelp]),
    (AccessServiceMethods.grantAccess.path, open + ended + [.joined]),
    (AccessServiceMethods.endAccess.path, open + ended + [.joined]),
    (AccessServiceMethods.breakGlass.path, open + ended + [.joined]),
    (AccessServiceMethods.reviewBreakGlass.path, open + ended + [.joined]),
    (SharingServiceMethods.recordSharingDecision.path, open + ended + [.joined]),
    (SealServiceMethods.sealCase.path, open + ended + [.joined]),
    (SealServiceMethods.sealCategories.path, open + ended + [.joined]),
    (SealServiceMethods.contributeSealed.path, open),
    (SealServiceMethods.releaseSeal.path, open + ended + [.joined]),
  ]

  private static let undecided: [CaseStatus] = [.received, .triaged]
  private static let open: [CaseStatus] = undecided + [.signposted, .earlyHelp, .accepted]
  private static let ended: [CaseStatus] = [.noFurtherAction, .closed]

  /// Whether somebody still works on it.
  package var isOpen: Bool { Self.open.contains(self) }

  /// Why a method is not carried out in this state; `nil` if it is.
  func refusal(of method: String) -> Rejection? {
    guard let activity = Self.activities.first(where: { $0.method == method }), !activity.statuses.contains(self)
    else { return nil }
    return .sequence(rule(against: method))
  }

  private func rule(against method: String) -> Rule {
    switch self {
    case .joined: .noActivityAfterJoining
    case .noFurtherAction: .noActivityAfterNoFurtherAction
    case .closed: .noActivityAfterClosure
    case .received, .triaged, .signposted, .earlyHelp, .accepted, .unspecified, .unrecognized:
      switch method {
      case CaseServiceMethods.reopen.path: .oneOpenEpisode
      case CaseServiceMethods.close.path: self == .accepted ? .assessedBeforeClosure : .decidedBeforeClosure
      case CaseServiceMethods.setRag.path: .ratedBeforeDecision
      case CaseServiceMethods.attachReferral.path: .newReferralIsDecided
      default: .acceptedStands
      }
    }
  }
}
