internal import CairnMessages

extension [CaseSeal] {
  /// Takes in one more event that seals or releases; others change nothing.
  package mutating func apply(_ event: DomainEvent, _ envelope: EventEnvelope) {
    switch event {
    case .caseSealed(let sealed): add(sealed.terms, envelope) { _ in }
    case .categoriesSealed(let sealed): add(sealed.terms, envelope) { $0.categories = sealed.categories }
    case .contributionSealed(let sealed):
      add(sealed.terms, envelope) { seal in
        seal.statements = sealed.statements
        seal.findings = sealed.findings
      }
    case .caseUnsealed(let unsealed): release(unsealed.sealID, unsealed.reason, unsealed.occurredAt, envelope)
    case .sealReleased(let released): release(released.sealID, released.reason, released.occurredAt, envelope)
    default: break
    }
  }

  private mutating func add(_ terms: SealTerms?, _ envelope: EventEnvelope, fill: (inout CaseSeal) -> Void) {
    var seal = CaseSeal(
      terms: terms, recordedAtUs: envelope.recordedAtMicroseconds, agencyID: envelope.agencyID)
    fill(&seal)
    append(seal)
  }

  private mutating func release(_ id: String, _ reason: String, _ occurredAt: String, _ envelope: EventEnvelope) {
    guard let index = firstIndex(where: { $0.terms?.sealID == id }) else { return }
    self[index].release = SealRelease(
      reason: reason, occurredAt: occurredAt, recordedAtUs: envelope.recordedAtMicroseconds)
  }
}
