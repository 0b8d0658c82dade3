package import CairnMessages
package import Identifiers

/// A `RespondToRequestRequest` that can be understood, with what is wrong in it all the same.
package struct RespondToRequest: Hashable, Sendable {
  /// Who answers, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  fileprivate let requestID: Identifier128
  fileprivate let answer: DomainEvent

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(
    validating request: RespondToRequestRequest, from caller: Caller, rules: RuleSet = .current
  ) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, rules: rules, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let requestID = faults.readIdentifier(request.requestID, at: "request_id")
    let given = [request.information != nil, request.nilReturn != nil, request.declined != nil].filter(\.self).count
    if given != 1 { faults.add(.oneAnswer, at: "information") }
    if let information = request.information { faults.check(information) }
    if let nilReturn = request.nilReturn {
      faults.checkLength(nilReturn.note, bytesMax: Limits.rationaleBytesMax, at: "nil_return.note")
    }
    let today = LondonTime.date(atMicroseconds: caller.nowMicroseconds)
    if let declined = request.declined { faults.check(declined, on: today) }
    try faults.rejectIfAny()
    guard let context, let caseID, let requestID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.requestID = requestID
    answer = Self.event(request, id: requestID.description, context: context, rules: rules)
  }

  private static func event(
    _ request: RespondToRequestRequest, id: String, context: DecisionContext, rules: RuleSet
  ) -> DomainEvent {
    let occurredAt = context.occurredAt.text
    if let information = request.information {
      let findings = Findings(of: information.statements, context: context, rules: rules).ofChildren[0]
      return .informationProvided(
        InformationProvided(
          requestID: id, statements: information.statements, findings: findings, occurredAt: occurredAt))
    }
    if let declined = request.declined {
      return .requestDeclined(
        RequestDeclined(
          requestID: id, reasonCode: declined.reasonCode, reason: declined.reason, occurredAt: occurredAt))
    }
    return .nilReturned(NilReturned(requestID: id, note: request.nilReturn?.note ?? "", occurredAt: occurredAt))
  }
}

extension Faults {
  mutating func check(_ information: ProvidedInformation) {
    if information.statements.isEmpty { add(.required, at: "information.statements") }
    guard checkCount(information.statements.count, max: Limits.statementsMax, at: "information.statements") else {
      return
    }
    for (index, statement) in information.statements.enumerated() {
      checkTexts(statement, at: "information.statements[\(index)]")
      if !statement.aboutChildren.isEmpty {
        add(.aboutThisChild, at: "information.statements[\(index)].about_children")
      }
    }
  }

  fileprivate mutating func check(_ declined: Declined, on today: CivilDate?) {
    if declined.reasonCode.isBlank {
      add(.required, at: "declined.reason_code")
    } else if !CodeList.declineReason.contains(declined.reasonCode, on: today) {
      add(.knownCode, at: "declined.reason_code")
    }
    checkRequired(declined.reason, bytesMax: Limits.rationaleBytesMax, at: "declined.reason")
  }
}

extension CaseDecider {
  /// Answers a request for information, once, for the agency that was asked.
  ///
  /// A request that is not there and one of another agency look alike.
  ///
  /// - Throws: `Rejection` REQUEST_UNKNOWN, REQUEST_ANSWERED, REQUEST_LAPSED, or why the state of the case does not allow it.
  package static func decide(_ command: RespondToRequest, _ state: State) throws(Rejection) -> [StreamDecision] {
    let agencyID = command.context.actor.agencyID.description
    guard
      let opened = state.known(to: command.context),
      let request = opened.requests.first(where: {
        $0.id == command.requestID.description && $0.agencyID == agencyID
      })
    else { throw .requestUnknown }
    _ = try state.admitting(InformationServiceMethods.respondToRequest, command.context)
    switch request.progress {
    case .open: break
    case .answered: throw .sequence(.answeredOnce)
    case .lapsed: throw .sequence(.answerNeeded)
    }
    return [opened.decision([command.answer], on: command.caseID)]
  }
}

extension Rejection {
  static let requestUnknown = Rejection(
    .notFound, reason: "REQUEST_UNKNOWN",
    message: "there is no such request to your agency: take the ids of request and case from your inbox")
}
