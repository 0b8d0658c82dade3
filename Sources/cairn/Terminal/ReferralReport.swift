internal import CairnMessages

/// What a referral came to, on screen.
struct ReferralReport {
  let response: SubmitReferralResponse
  let width: Int

  var lines: [String] {
    var lines = ["Referral \(response.referralID) is recorded."]
    for (index, caseID) in response.caseIDs.enumerated() { lines.append("Child \(index + 1): case \(caseID)") }
    guard !response.findings.isEmpty else { return lines + ["No findings: the data is complete and well formed."] }
    var table = Table([.init(title: "Rule"), .init(title: "Field"), .init(title: "Finding")])
    for finding in response.findings { table.add([finding.rule, finding.field, finding.message]) }
    let count = response.findings.count == 1 ? "1 finding" : "\(response.findings.count) findings"
    lines += ["", "Recorded with \(count), open until corrected or answered:", ""]
    return lines + table.lines(width: width)
  }
}
