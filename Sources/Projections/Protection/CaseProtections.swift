package import CairnDomain
package import CairnMessages
package import Identifiers

/// What stands between cases and who asks for them, by case. Most cases were given to nobody, and nothing is sealed in them:
/// of those it holds nothing.
///
/// Cases that were joined are one: what is sealed in one of them is sealed in all, and with the case that goes on those are closed
/// that it goes on for.
package struct CaseProtections: RegisterContent {
  package static let name = "grants and seals"
  package static let types = EventType.ofProtection

  private var protections: [Identifier128: CaseProtection] = [:]
  /// Cases that may be closed to somebody.
  private var closable: Set<Identifier128> = []
  /// Cases in which categories of data are sealed, or were.
  private var categorised: Set<Identifier128> = []
  /// The case that goes on in the place of another, and the other way round.
  private var goesOnIn: [Identifier128: Identifier128] = [:]
  private var joined: [Identifier128: [Identifier128]] = [:]
  /// The streams of what agencies sealed, and in which case.
  private var sealed: [Identifier128: Identifier128] = [:]
  /// Such streams whose events cannot be read, so that nobody knows of which case they are.
  package private(set) var unreadable: Set<Identifier128> = []
  /// The events that placed or released a seal, by position.
  private var changes: [UInt64: SealChange] = [:]
  /// The other case of which an event speaks, by position.
  private var others: [UInt64: Identifier128] = [:]
  /// Rises with every event that takes something away from somebody.
  package private(set) var revision: UInt64 = 0

  private struct SealChange: Sendable {
    let caseID: Identifier128
    let event: DomainEvent
  }

  /// None yet.
  package init() {}

  /// What stands before a case by itself.
  package subscript(caseID: Identifier128) -> CaseProtection { protections[caseID] ?? CaseProtection() }

  package mutating func fold(_ event: DomainEvent, on stream: Identifier128, at position: UInt64) {
    switch event {
    case .caseSealed, .categoriesSealed, .accessEnded, .caseJoined, .referralAttached: revision += 1
    case .accessGranted(let granted) where granted.level == .excluded: revision += 1
    default: break
    }
    switch event {
    case .caseJoined(let event):
      others[position] = Identifier128(event.intoCaseID)
      join(stream, into: others[position])
    case .referralAttached(let event):
      others[position] = Identifier128(event.joinedCaseID)
      join(others[position], into: stream)
    case .caseLinked(let event): others[position] = Identifier128(event.otherCaseID)
    case .categoriesSealed(let event):
      protect(Identifier128(event.caseID), on: stream, by: .categoriesSealed(event), position)
    case .contributionSealed(let event):
      protect(Identifier128(event.caseID), on: stream, by: .contributionSealed(event), position)
    case .sealReleased: protect(sealed[stream], on: stream, by: event, position)
    default: protect(stream, on: stream, by: event, position)
    }
  }

  /// Either stream says it: it is known also where one of them cannot be read.
  private mutating func join(_ caseID: Identifier128?, into other: Identifier128?) {
    guard let caseID, let other, goesOnIn[caseID] == nil else { return }
    goesOnIn[caseID] = other
    joined[other, default: []].append(caseID)
  }

  /// - Parameter caseID: `nil` if it cannot be told of which case the stream is.
  private mutating func protect(
    _ caseID: Identifier128?, on stream: Identifier128, by event: DomainEvent, _ position: UInt64
  ) {
    guard let caseID else {
      unreadable.insert(stream)
      return
    }
    protections[caseID, default: CaseProtection()].apply(event)
    if stream != caseID { sealed[stream] = caseID }
    switch event {
    case .caseSealed: closable.insert(caseID)
    case .accessGranted(let granted) where granted.level == .excluded: closable.insert(caseID)
    case .categoriesSealed: categorised.insert(caseID)
    default: break
    }
    // What cannot be understood may have closed it.
    if self[caseID].isDamaged { closable.insert(caseID) }
    if !self[caseID].seals.coverCategories { categorised.remove(caseID) }
    if !self[caseID].isClosable { closable.remove(caseID) }
    switch event {
    case .caseSealed, .caseUnsealed, .categoriesSealed, .contributionSealed, .sealReleased:
      changes[position] = SealChange(caseID: caseID, event: event.withoutContent)
    default: break
    }
  }

  package mutating func leaveOut(_ stream: Identifier128, type: EventType?, isErased: Bool) {
    revision += 1
    let isOfSeals = type.map(EventType.ofSeals.contains) ?? false
    if isOfSeals, sealed[stream] == nil {
      unreadable.insert(stream)
      return
    }
    // Of a case that is erased nothing is left to protect.
    guard isOfSeals || !isErased else { return }
    let caseID = sealed[stream] ?? stream
    protections[caseID, default: CaseProtection()].isUnreadable = true
    closable.insert(caseID)
  }
}

extension CaseProtections {
  /// The cases that are one with a case, itself among them.
  package func group(of caseID: Identifier128) -> [Identifier128] {
    let standing = goesOnIn[caseID] ?? caseID
    return [standing] + joined[standing, default: []]
  }

  /// Whether a case is not there for an actor.
  ///
  /// - Parameter microseconds: the moment, since 1970-01-01T00:00:00Z.
  package func close(_ caseID: Identifier128, to actor: Actor, at microseconds: Int64) -> Bool {
    [caseID, goesOnIn[caseID]].compactMap(\.self).contains { self[$0].closes(to: actor, at: microseconds) }
  }

  /// The cases that are not there for an actor.
  ///
  /// - Parameter microseconds: the moment, since 1970-01-01T00:00:00Z.
  package func closed(to actor: Actor, at microseconds: Int64) -> Set<Identifier128> {
    let closed = closable.filter { self[$0].closes(to: actor, at: microseconds) }
    return closed.union(closed.flatMap { joined[$0, default: []] })
  }

  /// How far an actor may look into a case.
  ///
  /// - Parameters:
  ///   - isRelated: whether the actor's agency has to do with it what their call asks for.
  ///   - microseconds: the moment, since 1970-01-01T00:00:00Z.
  package func access(
    of actor: Actor, to caseID: Identifier128, isRelated: Bool, at microseconds: Int64
  ) -> CaseAccess {
    guard !close(caseID, to: actor, at: microseconds) else { return .none }
    let own = self[caseID].access(of: actor, isRelated: isRelated, at: microseconds)
    return CaseAccess(own.extent, sealed: own.extent == .none ? [] : categories(sealedIn: caseID, from: actor))
  }

  private func categories(sealedIn caseID: Identifier128, from actor: Actor) -> DataCategorySet {
    group(of: caseID).reduce(into: []) { $0.formUnion(self[$1].seals.categories(sealedFrom: actor)) }
  }

  /// The cases in which something is sealed from an actor, with its categories.
  package func sealedCategories(from actor: Actor) -> [Identifier128: DataCategorySet] {
    categorised.reduce(into: [:]) { sealed, caseID in
      let categories = self[caseID].seals.categories(sealedFrom: actor)
      guard !categories.isEmpty else { return }
      for one in group(of: caseID) { sealed[one, default: []].formUnion(categories) }
    }
  }

  /// Who sealed something in a case which is open to an actor.
  package func sealers(in caseID: Identifier128, openTo actor: Actor) -> Set<Sealer> {
    Set(self[caseID].seals.all.filter { $0.scope != .wholeCase && $0.isOpen(to: actor) }.map(\.owner))
  }

  /// The case in which an event of the log placed or released a seal, if the actor may know of that.
  package func caseSealed(at position: UInt64, toldTo actor: Actor) -> Identifier128? {
    guard let change = changes[position], self[change.caseID].seals.shown(change.event, to: actor) != nil else {
      return nil
    }
    return change.caseID
  }

  /// The other case of which an event of the log speaks; `nil` if it speaks of none.
  package func otherCase(at position: UInt64) -> Identifier128? { others[position] }
}

extension DomainEvent {
  /// As much of it as telling that it happened needs.
  fileprivate var withoutContent: DomainEvent {
    guard case .contributionSealed(let sealed) = self else { return self }
    return .contributionSealed(ContributionSealed(caseID: sealed.caseID, terms: sealed.terms))
  }
}
