package import CairnMessages
package import Identifiers

/// A `DecideThresholdRequest` that can be understood.
package struct DecideThreshold: Hashable, Sendable {
  /// Who decides, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  fileprivate let request: DecideThresholdRequest

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: DecideThresholdRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    switch request.outcome {
    case .unspecified: faults.add(.required, at: "outcome")
    case .unrecognized: faults.add(.knownCode, at: "outcome")
    case .noFurtherAction: if request.advice.isBlank { faults.add(.adviceGiven, at: "advice") }
    case .signposted: if request.signpostedTo.isBlank { faults.add(.signpostGiven, at: "signposted_to") }
    case .earlyHelp, .accepted: break
    }
    faults.checkRequired(request.grounds, bytesMax: Limits.rationaleBytesMax, at: "grounds")
    faults.checkLength(request.advice, bytesMax: Limits.rationaleBytesMax, at: "advice")
    faults.checkLength(request.signpostedTo, bytesMax: Limits.rationaleBytesMax, at: "signposted_to")
    if faults.checkCount(request.told.count, max: Limits.toldMax, at: "told") {
      for (index, told) in request.told.enumerated() { faults.check(told, at: "told[\(index)]") }
    }
    try faults.rejectIfAny()
    guard let context, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.caseID = caseID
    self.request = request
  }
}

extension Faults {
  fileprivate mutating func check(_ told: Told, at path: @autoclosure () -> String) {
    switch told.party {
    case .referrer, .family, .child, .agency: break
    case .unspecified: add(.required, at: "\(path()).party")
    case .unrecognized: add(.knownCode, at: "\(path()).party")
    }
    checkLength(told.who, bytesMax: Limits.shortTextBytesMax, at: "\(path()).who")
  }
}

extension CaseDecider {
  /// Decides the threshold. Until the case is accepted, another decision may follow; the last one stands.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, or why the state of the case does not allow it.
  package static func decide(_ command: DecideThreshold, _ state: State) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(CaseServiceMethods.decideThreshold, command.context)
    let request = command.request
    let decided = ThresholdDecided(
      outcome: request.outcome, grounds: request.grounds, advice: request.advice, signpostedTo: request.signpostedTo,
      told: request.told, decidedBy: command.context.actor.personID.description,
      occurredAt: command.context.occurredAt.text)
    return [opened.decision([.thresholdDecided(decided)], on: command.caseID)]
  }
}
