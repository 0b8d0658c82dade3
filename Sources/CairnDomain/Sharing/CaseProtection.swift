internal import CairnMessages
internal import Identifiers

/// What stands between one case and who asks for it: whom it was given to, who is excluded, what is sealed.
package struct CaseProtection: Hashable, Sendable {
  package internal(set) var grants = AccessGrants()
  package internal(set) var seals = Seals()
  /// Something of it cannot be read: until it can, nobody is let in by guessing.
  package var isUnreadable = false

  /// Of a case that nobody was given, and in which nothing is sealed.
  package init() {}

  /// Takes in one more event of the case, or of what agencies sealed in it; others change nothing.
  package mutating func apply(_ event: DomainEvent) {
    grants.apply(event)
    seals.apply(event)
  }

  /// Whether it may be closed to somebody, now or at another time.
  package var isClosable: Bool {
    isDamaged || grants.all.contains { $0.level == .excluded }
      || seals.all.contains { $0.scope == .wholeCase && !$0.isReleased }
  }

  /// Whether something of it cannot be understood.
  package var isDamaged: Bool { isUnreadable || grants.isDamaged || seals.isDamaged }

  /// Whether the case is not there for an actor, whatever they have to do with it.
  ///
  /// - Parameter microseconds: the moment, since 1970-01-01T00:00:00Z.
  package func closes(to actor: Actor, at microseconds: Int64) -> Bool {
    isDamaged || grants.excludes(actor.agencyID, actor.personID, at: microseconds) || seals.close(to: actor)
  }

  /// How far an actor may look into the case.
  ///
  /// - Parameters:
  ///   - isRelated: whether the actor's agency has to do with the case what their call asks for.
  ///   - microseconds: the moment, since 1970-01-01T00:00:00Z.
  package func access(of actor: Actor, isRelated: Bool, at microseconds: Int64) -> CaseAccess {
    guard !closes(to: actor, at: microseconds) else { return .none }
    let extent = extent(for: actor, isRelated: isRelated, at: microseconds)
    return CaseAccess(extent, sealed: extent == .none ? [] : seals.categories(sealedFrom: actor))
  }

  private func extent(for actor: Actor, isRelated: Bool, at microseconds: Int64) -> CaseAccess.Extent {
    let grant = grants.access(for: actor.agencyID, actor.personID, at: microseconds)
    switch grant?.level {
    case .excluded: return .none
    case .challenged: return grant?.grants.contains(where: \.isEmergency) ?? false ? .emergency : .challenged
    case .specific: return .specific(DataCategorySet(grant?.categories.compactMap(DataCategory.init) ?? []))
    case .standard: return .standard
    case .basic: return isRelated ? .standard : .basic
    case .unspecified, .unrecognized, nil: return isRelated ? .standard : .none
    }
  }
}
