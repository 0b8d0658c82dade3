package import CairnMessages
package import Identifiers

/// A `SetRagRequest` that can be understood.
package struct SetRag: Hashable, Sendable {
  /// Who asks, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  let rag: Rag
  let rationale: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: SetRagRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    switch request.rag {
    case .red, .amber, .green: break
    case .unspecified: faults.add(.required, at: "rag")
    case .unrecognized: faults.add(.knownRating, at: "rag")
    }
    faults.checkRequired(request.rationale, bytesMax: Limits.rationaleBytesMax, at: "rationale")
    try faults.rejectIfAny()
    guard let context, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.caseID = caseID
    rag = request.rag
    rationale = request.rationale
  }
}

extension CaseDecider {
  /// Rates a case. Rating it as before is recorded too: its reason is new. A rating whose time is over already is recorded
  /// as missed at once.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, or why the state of the case does not allow it.
  package static func decide(
    _ command: SetRag, clocks: ClockSettings = .standard, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(CaseServiceMethods.setRag, command.context)
    let dueAt = clocks.informationDue(command.rag, afterMicroseconds: opened.clocksStartedAt)
    let changed = RagChanged(
      rag: command.rag, rationale: command.rationale, occurredAt: command.context.occurredAt.text,
      informationDueAtUs: dueAt)
    // Recorded with the rating: the clocks' own command for that time may have been carried out under a former rating, and
    // has one effect for ever.
    let isOver = dueAt < command.context.recordedAtMicroseconds && opened.clocks.begins(informationDue: dueAt)
    let missed = isOver ? [DomainEvent.deadlineMissed(DeadlineMissed(clock: .information, dueAtUs: dueAt))] : []
    return [opened.decision([.ragChanged(changed)] + missed, on: command.caseID)]
  }
}
