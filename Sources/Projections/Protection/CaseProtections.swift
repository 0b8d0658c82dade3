package import CairnDomain
internal import CairnMessages
package import Identifiers

/// What stands between cases and who asks for them, by case. Most cases were given to nobody, and nothing is sealed in them:
/// of those it holds nothing.
package struct CaseProtections: RegisterContent {
  package static let name = "grants and seals"
  package static let types = EventType.ofProtection

  private var protections: [Identifier128: CaseProtection] = [:]
  /// Cases that may be closed to somebody.
  private var closable: Set<Identifier128> = []
  /// The streams of what agencies sealed, and in which case.
  private var sealed: [Identifier128: Identifier128] = [:]
  /// The events that placed or released a seal, by position.
  private var changes: [UInt64: SealChange] = [:]

  private struct SealChange: Sendable {
    let caseID: Identifier128
    let event: DomainEvent
  }

  /// None yet.
  package init() {}

  /// What stands before a case.
  package subscript(caseID: Identifier128) -> CaseProtection { protections[caseID] ?? CaseProtection() }

  package mutating func fold(_ event: DomainEvent, on stream: Identifier128, at position: UInt64) {
    let caseID: Identifier128
    switch event {
    case .categoriesSealed(let placed):
      guard let id = Identifier128(placed.caseID) else { return }
      caseID = id
      sealed[stream] = id
    case .contributionSealed(let placed):
      guard let id = Identifier128(placed.caseID) else { return }
      caseID = id
      sealed[stream] = id
    case .sealReleased:
      guard let id = sealed[stream] else { return }
      caseID = id
    default: caseID = stream
    }
    protections[caseID, default: CaseProtection()].apply(event)
    switch event {
    case .caseSealed: closable.insert(caseID)
    case .accessGranted(let granted) where granted.level == .excluded: closable.insert(caseID)
    default: break
    }
    switch event {
    case .caseSealed, .caseUnsealed, .categoriesSealed, .contributionSealed, .sealReleased:
      changes[position] = SealChange(caseID: caseID, event: event.withoutContent)
    default: break
    }
  }

  package mutating func leaveOut(_ stream: Identifier128, isErased: Bool) {
    // Of what is erased nothing is left to protect; what an agency sealed cannot be shown without its events.
    guard !isErased, sealed[stream] == nil else { return }
    protections[stream, default: CaseProtection()].isUnreadable = true
    closable.insert(stream)
  }

  /// The cases that are not there for an actor.
  ///
  /// - Parameter microseconds: the moment, since 1970-01-01T00:00:00Z.
  package func closed(to actor: Actor, at microseconds: Int64) -> Set<Identifier128> {
    closable.filter { self[$0].closes(to: actor, at: microseconds) }
  }

  /// The agencies that sealed something in a case which is open to an actor.
  package func owners(ofSealsIn caseID: Identifier128, openTo actor: Actor) -> Set<AgencyID> {
    Set(self[caseID].seals.all.filter { $0.scope != .wholeCase && $0.isOpen(to: actor) }.map(\.owner))
  }

  /// The case in which an event of the log placed or released a seal, if the actor may know of that.
  package func caseSealed(at position: UInt64, toldTo actor: Actor) -> Identifier128? {
    guard let change = changes[position], self[change.caseID].seals.shown(change.event, to: actor) != nil else {
      return nil
    }
    return change.caseID
  }
}

extension DomainEvent {
  /// As much of it as telling that it happened needs.
  fileprivate var withoutContent: DomainEvent {
    guard case .contributionSealed(let sealed) = self else { return self }
    return .contributionSealed(ContributionSealed(caseID: sealed.caseID, terms: sealed.terms))
  }
}
