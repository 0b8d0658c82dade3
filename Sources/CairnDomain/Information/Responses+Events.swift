package import CairnMessages

extension RespondToRequestResponse {
  /// The answer to an agency's answer, from what the log holds of it.
  package init(receipt: Receipt, events: [DomainEvent]) {
    let findings = events.lazy.compactMap { event -> [Finding]? in
      if case .informationProvided(let provided) = event { provided.findings } else { nil }
    }.first
    self.init(receipt: receipt, findings: findings ?? [])
  }
}

extension RequestInformationResponse {
  /// The answer to a question, from what the log holds of it: one id for each agency that is asked.
  package init(receipt: Receipt, events: [DomainEvent]) {
    self.init(
      receipt: receipt,
      requestIDs: events.compactMap { event in
        if case .informationRequested(let requested) = event { requested.requestID } else { nil }
      })
  }
}

extension CorrectResponse {
  /// The answer to a correction, from what the log holds of it.
  package init(receipt: Receipt, events: [DomainEvent]) {
    let findings = events.lazy.compactMap { event -> [Finding]? in
      if case .childCorrected(let corrected) = event { corrected.findings } else { nil }
    }.first
    self.init(receipt: receipt, findings: findings ?? [])
  }
}
