package import CairnMessages
package import Identifiers

/// Who was given access to one case, or excluded from it: as it is read when somebody asks, and nothing more.
package struct AccessGrants: Hashable, Sendable {
  /// One grant.
  package struct Grant: Hashable, Sendable {
    package let id: Identifier128
    package let agencyID: AgencyID
    /// `nil`: everybody of the agency.
    package let person: Identifier128?
    /// Never unspecified.
    package let level: AccessLevel
    /// Codes of the categories of data; empty but for a specific grant.
    package let categories: [String]
    /// The first moment of it, in microseconds since 1970-01-01T00:00:00Z.
    package let begin: Int64
    /// The first moment at which it gives nothing any more; `.max` while it is open.
    package internal(set) var end: Int64
    /// Of a broken glass: whether somebody was in danger.
    let isEmergency: Bool
    /// Of a broken glass: whether somebody has reviewed it.
    var isReviewed = false

    /// Whether it holds for a person of an agency at a moment.
    func holds(for agencyID: AgencyID, _ person: Identifier128, at microseconds: Int64) -> Bool {
      self.agencyID == agencyID && (self.person.map { $0 == person } ?? true)
        && begin <= microseconds && microseconds < end
    }
  }

  /// What holds for somebody at a moment.
  package struct Access: Hashable, Sendable {
    package let level: AccessLevel
    /// The grants that give it, in the order in which they were made; at least one.
    package let grants: [Grant]

    /// Of a specific one: all the categories that its grants give.
    package var categories: Set<String> { Set(grants.flatMap(\.categories)) }
  }

  /// In the order in which they were made.
  package internal(set) var all: [Grant] = []
  /// Whether one of them cannot be understood: whom it excludes nobody knows then.
  var isDamaged = false

  /// What holds for a person of an agency: an exclusion before all else, then a broken glass while it lives, then a specific, a
  /// standard and a basic grant; `nil` if none.
  ///
  /// - Parameter microseconds: the moment, since 1970-01-01T00:00:00Z. A grant holds at the moment at which it begins and no more
  ///   at that of its end.
  package func access(for agencyID: AgencyID, _ person: Identifier128, at microseconds: Int64) -> Access? {
    let holding = all.filter { $0.holds(for: agencyID, person, at: microseconds) }
    guard let level = holding.map(\.level).max(by: { $0.rawValue < $1.rawValue }) else { return nil }
    return Access(level: level, grants: holding.filter { $0.level == level })
  }

  /// Whether a person of an agency may not know of the case.
  package func excludes(_ agencyID: AgencyID, _ person: Identifier128, at microseconds: Int64) -> Bool {
    access(for: agencyID, person, at: microseconds)?.level == .excluded
  }

  /// Whether a person of an agency is excluded, and not their agency as a whole.
  func excludesPersonally(_ agencyID: AgencyID, _ person: Identifier128, at microseconds: Int64) -> Bool {
    all.contains { $0.level == .excluded && $0.person == person && $0.holds(for: agencyID, person, at: microseconds) }
  }

  /// The grant of that id; `nil` if the case has none.
  func grant(_ id: Identifier128) -> Grant? { all.first { $0.id == id } }
}
