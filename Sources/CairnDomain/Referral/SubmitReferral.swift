package import CairnMessages

/// A `SubmitReferralRequest` that can be understood, with what is wrong in it all the same.
package struct SubmitReferral: Sendable {
  /// Who asks, when and why.
  package let context: DecisionContext
  let referral: Referral
  let findings: Findings

  /// How many cases it will open: one per child.
  package var childCount: Int { referral.children.count }

  /// How many adults it names.
  package var adultCount: Int { referral.adults.count }

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(
    validating request: SubmitReferralRequest, from caller: Caller, rules: RuleSet = .current
  ) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, rules: rules, faults: &faults)
    if let referral = request.referral { faults.check(referral) } else { faults.add(.required, at: "referral") }
    try faults.rejectIfAny()
    guard let context, let referral = request.referral else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.referral = referral
    findings = Findings(of: referral, context: context, rules: rules)
  }
}
