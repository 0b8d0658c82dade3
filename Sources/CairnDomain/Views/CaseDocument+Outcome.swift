package import CairnMessages

extension CaseDocument {
  /// What became of a referral, as its referrer learns it: the last decision since it came to this case and before the case was
  /// begun anew. What was decided before it came, or on another's re-referral, is none of theirs.
  ///
  /// - Parameter since: when the referral came to this case: when it opened it, or when it was joined to it; in microseconds
  ///   since 1970-01-01T00:00:00Z.
  package func outcome(since: Int64) -> ReferralOutcome {
    let until = reopenings.first { $0.recordedAtUs > since }?.recordedAtUs ?? .max
    let decision = decisions.last { (since..<until).contains($0.recordedAtUs) }
    return decision.map { ReferralOutcome(outcome: $0.outcome, decidedAt: $0.occurredAt, advice: $0.advice) }
      ?? ReferralOutcome()
  }
}
