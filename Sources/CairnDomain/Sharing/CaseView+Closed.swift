package import CairnMessages

extension CaseView {
  /// Takes out every mention of cases that are not there for the reader. Joined ones are not in it in the first place.
  package mutating func leaveOut(_ isClosed: (_ caseID: String) -> Bool) {
    links.removeAll { isClosed($0.caseID) }
    if isClosed(joinedIntoCaseID) { joinedIntoCaseID = "" }
    guard siblingCaseIDs.contains(where: isClosed) else { return }
    siblingCaseIDs.removeAll(where: isClosed)
    // Whom else a statement is about would tell that there is somebody else.
    for index in referral?.statements.indices ?? 0..<0 { referral?.statements[index].aboutChildren = [] }
  }
}
