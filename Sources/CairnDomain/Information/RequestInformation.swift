package import CairnMessages
package import Identifiers

/// A `RequestInformationRequest` that can be understood.
package struct RequestInformation: Hashable, Sendable {
  /// Who asks, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  /// Whom they ask, each once.
  package let agencyIDs: [AgencyID]
  fileprivate let information: String
  fileprivate let reason: String
  /// `nil`: by the rating.
  fileprivate let dueAt: Int64?

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: RequestInformationRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let agencyIDs = faults.readAgencies(request.agencyIDs)
    faults.checkRequired(request.information, bytesMax: Limits.rationaleBytesMax, at: "information")
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.caseID = caseID
    self.agencyIDs = agencyIDs
    information = request.information
    reason = request.reason
    dueAt = request.dueAtUs == 0 ? nil : request.dueAtUs
  }
}

extension Faults {
  fileprivate mutating func readAgencies(_ texts: [String]) -> [AgencyID] {
    if texts.isEmpty { add(.required, at: "agency_ids") }
    guard checkCount(texts.count, max: Limits.askedAgenciesMax, at: "agency_ids") else { return [] }
    var read: [AgencyID] = []
    for (index, text) in texts.enumerated() {
      guard let agencyID = AgencyID(text) else {
        add(.agencyIDForm, at: "agency_ids[\(index)]")
        continue
      }
      if read.contains(agencyID) { add(.namedOnce, at: "agency_ids[\(index)]") }
      read.append(agencyID)
    }
    return read
  }
}

extension CaseDecider {
  /// Asks agencies for information, each with a request of its own.
  ///
  /// - Parameters:
  ///   - registered: whether each of the agencies is, in their order.
  ///   - requestIDs: one for each agency, minted by whoever keeps the log.
  /// - Throws: `Rejection` CASE_UNKNOWN, AGENCY_NOT_REGISTERED, or why the state of the case does not allow it.
  package static func decide(
    _ command: RequestInformation, requestIDs: [Identifier128], registered: [Bool],
    clocks: ClockSettings = .standard, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    precondition(requestIDs.count == command.agencyIDs.count && registered.count == requestIDs.count)
    let opened = try state.admitting(InformationServiceMethods.requestInformation, command.context)
    var faults = Faults()
    // Here and not where the request is read: sent again when the time is over, it gets its first answer.
    let now = command.context.recordedAtMicroseconds
    if let dueAt = command.dueAt, !(now...now + Limits.requestDaysMax * 86_400_000_000).contains(dueAt) {
      faults.add(.dueAhead, at: "due_at_us")
    }
    for (index, isRegistered) in registered.enumerated() where !isRegistered {
      faults.add(.agencyRegistered, at: "agency_ids[\(index)]")
    }
    try faults.rejectIfAny()
    guard opened.requests.count + requestIDs.count <= Limits.requestsMax else { throw .sequence(.requestsInLimit) }
    // By the rating, counted from the question: the agency cannot answer before it is asked.
    let dueAt =
      command.dueAt ?? clocks.informationDue(opened.rag, afterMicroseconds: command.context.recordedAtMicroseconds)
    let events = zip(requestIDs, command.agencyIDs).map { requestID, agencyID in
      DomainEvent.informationRequested(
        InformationRequested(
          requestID: requestID.description, agencyID: agencyID.description, information: command.information,
          reason: command.reason, dueAtUs: dueAt, occurredAt: command.context.occurredAt.text))
    }
    return [opened.decision(events, on: command.caseID)]
  }
}
