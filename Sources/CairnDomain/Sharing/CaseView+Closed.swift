package import CairnMessages

extension CaseView {
  /// Takes out every mention of cases that are not there for the reader.
  package mutating func leaveOut(_ isClosed: (_ caseID: String) -> Bool) {
    siblingCaseIDs.removeAll(where: isClosed)
    links.removeAll { isClosed($0.caseID) }
    attached.removeAll { isClosed($0.caseID) }
    if isClosed(joinedIntoCaseID) { joinedIntoCaseID = "" }
  }
}
