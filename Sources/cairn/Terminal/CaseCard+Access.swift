internal import CairnDomain
internal import CairnMessages

/// Who was given access to a case.
extension CaseCard {
  var accessLines: [String] {
    guard !view.grants.isEmpty else { return [] }
    return heading("Access") + view.grants.flatMap(lines)
  }

  private func lines(of grant: AccessGrant) -> [String] {
    var lines = ["  \(grant.grantID)"]
    lines += field(grant.agencyID, what(grant))
    for text in [when(grant), grant.reason, grant.ending.map { "Ended: \($0.reason)" } ?? "", review(of: grant)] {
      lines += field("", text)
    }
    return lines
  }

  private func what(_ grant: AccessGrant) -> String {
    let level = [grant.level.label ?? "", grant.categories.joined(separator: ", ")].filter { !$0.isEmpty }
    let person = grant.personID.isEmpty ? "" : "person \(grant.personID)"
    return [level.joined(separator: ": "), person, grant.isEmergency ? "in an emergency" : ""]
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private func when(_ grant: AccessGrant) -> String {
    let begin = Moment.text(microseconds: grant.beginAtUs)
    return grant.endAtUs == 0 ? "from \(begin) on" : "\(begin) to \(Moment.text(microseconds: grant.endAtUs))"
  }

  private func review(of grant: AccessGrant) -> String {
    if grant.reviewOwed { return "REVIEW OWED" }
    return grant.review.map { "Reviewed, \($0.finding.label ?? ""): \($0.note)" } ?? ""
  }
}
