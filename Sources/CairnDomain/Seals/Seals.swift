package import CairnMessages
package import Identifiers

/// An agency, in one of its roles: who else acts so may do with a seal what they may who placed it.
package struct Sealer: Hashable, Sendable {
  package let agencyID: AgencyID
  package let role: Role

  /// An agency in a role.
  package init(_ agencyID: AgencyID, _ role: Role) {
    self.agencyID = agencyID
    self.role = role
  }

  /// An actor's agency, in the actor's role.
  package init(_ actor: Actor) {
    self.init(actor.agencyID, actor.role)
  }
}

/// What is sealed in one case, as it is read when somebody asks, and nothing more.
package struct Seals: Hashable, Sendable {
  /// What a seal covers.
  package enum Scope: Hashable, Sendable {
    case wholeCase
    case categories(DataCategorySet)
    /// What was contributed with it.
    case contribution
  }

  /// To whom a seal is open besides who placed it.
  struct Reader: Hashable, Sendable {
    let agencyID: AgencyID
    /// `nil`: everybody of the agency.
    let person: Identifier128?
  }

  /// One seal.
  package struct Seal: Hashable, Sendable {
    package let id: Identifier128
    /// Who placed it.
    package let owner: Sealer
    let readers: [Reader]
    /// What it covers.
    package let scope: Scope
    /// Whether it was ended, for everybody.
    package internal(set) var isReleased = false

    /// Whether an actor placed it, or acts as who placed it did.
    package func isOwned(by actor: Actor) -> Bool { Sealer(actor) == owner }

    /// Whether what it covers is there for an actor; once it is released, for everybody.
    package func isOpen(to actor: Actor) -> Bool { isReleased || isRead(by: actor) }

    /// Whether an actor may know of the seal itself.
    package func isRead(by actor: Actor) -> Bool {
      isOwned(by: actor)
        || readers.contains { $0.agencyID == actor.agencyID && ($0.person.map { $0 == actor.personID } ?? true) }
    }
  }

  /// In the order in which they were placed.
  package internal(set) var all: [Seal] = []
  /// Whether one of them cannot be understood: whom it keeps out nobody knows then.
  var isDamaged = false

  /// Whether the case as a whole is sealed from an actor.
  package func close(to actor: Actor) -> Bool {
    all.contains { $0.scope == .wholeCase && !$0.isOpen(to: actor) }
  }

  /// The categories of data that are sealed from an actor.
  package func categories(sealedFrom actor: Actor) -> DataCategorySet {
    all.reduce(into: []) { sealed, seal in
      if case .categories(let categories) = seal.scope, !seal.isOpen(to: actor) { sealed.formUnion(categories) }
    }
  }

  /// The seal of that id; `nil` if there is none.
  package func seal(_ id: Identifier128) -> Seal? { all.first { $0.id == id } }

  /// Whether categories of data are sealed still.
  package var coverCategories: Bool {
    all.contains { seal in
      if case .categories = seal.scope { !seal.isReleased } else { false }
    }
  }

  /// How many are not released.
  var standingCount: Int { all.count { !$0.isReleased } }
}
