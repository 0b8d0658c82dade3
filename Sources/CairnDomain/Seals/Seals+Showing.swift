package import CairnMessages
internal import Identifiers

extension Seals {
  /// An event as an actor may see it who may look into the case; `nil` if to them it is not there.
  ///
  /// Of a contribution that was released everybody sees what was contributed, and nothing of why it had been sealed.
  package func shown(_ event: DomainEvent, to actor: Actor) -> DomainEvent? {
    switch event {
    case .caseSealed(let sealed): seal(sealed.terms?.sealID).flatMap { $0.isRead(by: actor) ? event : nil }
    case .caseUnsealed(let unsealed): seal(unsealed.sealID).flatMap { $0.isRead(by: actor) ? event : nil }
    case .categoriesSealed(let sealed): seal(sealed.terms?.sealID).flatMap { $0.isRead(by: actor) ? event : nil }
    case .contributionSealed(let sealed): shown(sealed, to: actor).map(DomainEvent.contributionSealed)
    case .sealReleased(let released):
      seal(released.sealID).flatMap { seal in
        if seal.isRead(by: actor) { return event }
        guard seal.scope == .contribution else { return nil }
        return .sealReleased(SealReleased(sealID: released.sealID, occurredAt: released.occurredAt))
      }
    default: event
    }
  }

  /// What of the seals of a case document is there for an actor.
  package func shown(_ seals: [CaseSeal], to actor: Actor) -> [CaseSeal] {
    seals.filter { seal($0.terms?.sealID)?.isRead(by: actor) ?? false }
  }

  private func shown(_ sealed: ContributionSealed, to actor: Actor) -> ContributionSealed? {
    guard let seal = seal(sealed.terms?.sealID), seal.isOpen(to: actor) else { return nil }
    guard !seal.isRead(by: actor) else { return sealed }
    var shown = sealed
    shown.terms = sealed.terms.map {
      SealTerms(sealID: $0.sealID, agencyID: $0.agencyID, occurredAt: $0.occurredAt)
    }
    return shown
  }

  private func seal(_ text: String?) -> Seal? { text.flatMap { Identifier128($0) }.flatMap(seal) }
}
