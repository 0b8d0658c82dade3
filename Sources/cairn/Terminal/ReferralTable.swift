internal import CairnDomain
internal import CairnMessages

/// An agency's own referrals on screen.
enum ReferralTable {
  static func lines(_ response: ListReferralsResponse, width: Int) -> [String] {
    guard !response.referrals.isEmpty else {
      return ["No referral of your agency is here."] + Incomplete.lines(response.isIncomplete)
    }
    var table = Table([
      .init(title: "Received"), .init(title: "Reference"), .init(title: "Acknowledged"), .init(title: "Outcome"),
    ])
    for referral in response.referrals {
      table.add(
        [
          Moment.text(microseconds: referral.recordedAtUs), referral.agencyReference,
          referral.acknowledgedAt.isEmpty ? "not yet" : Moment.text(rfc3339: referral.acknowledgedAt),
          outcomes(of: referral),
        ], below: [referral.referralID])
    }
    return table.lines(width: width)
      + (response.nextPageToken.isEmpty ? [] : ["", "There are more: --page \(response.nextPageToken)"])
      + Incomplete.lines(response.isIncomplete)
  }

  private static func outcomes(of referral: ReferralEntry) -> String {
    let isOne = referral.outcomes.count == 1
    return referral.outcomes.enumerated().map { index, outcome in
      let decided = outcome.outcome.label.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "Not decided yet"
      let advice = outcome.advice.isEmpty ? "" : ": \(outcome.advice)"
      return isOne ? decided + advice : "Child \(index + 1): \(decided)\(advice)"
    }.joined(separator: "; ")
  }
}
