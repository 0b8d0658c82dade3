package import CairnMessages

extension CaseView {
  /// Marks the requests that nobody has answered and whose time is over.
  ///
  /// - Parameter microseconds: the moment, since 1970-01-01T00:00:00Z.
  package mutating func markSilent(at microseconds: Int64) {
    for index in requests.indices {
      let request = requests[index]
      guard request.state == .open, let dueAt = request.clock?.dueAtUs, dueAt != 0 else { continue }
      requests[index].isSilent = dueAt < microseconds
    }
  }
}

extension CaseDocument {
  /// The case's clocks. Those of requests stand with their requests.
  package var clocks: CaseClocks {
    get {
      var clocks = CaseClocks()
      clocks.information = informationClock
      clocks.decision = decisionClock
      clocks.responses = requests.compactMap(\.clock)
      clocks.formerInformation = formerInformationClocks
      return clocks
    }
    set {
      informationClock = newValue.information
      decisionClock = newValue.decision
      formerInformationClocks = newValue.formerInformation
      for clock in newValue.responses {
        if let index = requests.firstIndex(where: { $0.requestID == clock.requestID }) { requests[index].clock = clock }
      }
    }
  }

  mutating func applyToRequests(_ event: DomainEvent, _ envelope: EventEnvelope) {
    switch event {
    case .informationRequested(let requested):
      requests.append(
        InformationRequest(
          requestID: requested.requestID, agencyID: requested.agencyID, information: requested.information,
          reason: requested.reason, askedAt: requested.occurredAt,
          askedRecordedAtUs: envelope.recordedAtMicroseconds, state: .open))
    case .informationProvided(let provided):
      answer(provided.requestID, .answered, at: provided.occurredAt, envelope) { $0.statements = provided.statements }
    case .nilReturned(let returned):
      answer(returned.requestID, .nilReturn, at: returned.occurredAt, envelope) { $0.answerText = returned.note }
    case .requestDeclined(let declined):
      answer(declined.requestID, .declined, at: declined.occurredAt, envelope) { request in
        request.declineCode = declined.reasonCode
        request.answerText = declined.reason
      }
    default: break
    }
    if case .informationProvided(let provided) = event { findings += provided.namedFindings }
  }

  private mutating func answer(
    _ id: String, _ state: RequestState, at occurredAt: String, _ envelope: EventEnvelope,
    fill: (inout InformationRequest) -> Void
  ) {
    guard let index = requests.firstIndex(where: { $0.requestID == id }) else { return }
    requests[index].state = state
    requests[index].answeredAt = occurredAt
    requests[index].answerRecordedAtUs = envelope.recordedAtMicroseconds
    fill(&requests[index])
  }

  /// What nobody has answered is not needed any more.
  mutating func lapseRequests() {
    for index in requests.indices where requests[index].state == .open { requests[index].state = .lapsed }
  }
}
