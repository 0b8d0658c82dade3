package import CairnMessages
package import Identifiers

/// Who works for an agency, and in which roles they may act.
package struct StaffRegister: Hashable, Sendable {
  /// What the register says of one person.
  package struct Standing: Hashable, Sendable {
    /// Each once, at least one.
    package let roles: [Role]
    /// The first day on which they may act, in London.
    package let from: CivilDate
    /// The last one; `nil` while no end is known.
    package let until: CivilDate?

    /// Whether they may act in a role on a day.
    func admits(_ role: Role, on day: CivilDate) -> Bool {
      roles.contains(role) && from <= day && until.map { day <= $0 } ?? true
    }

    /// Whether their time was over before a day.
    func isOver(on day: CivilDate) -> Bool {
      until.map { $0 < day } ?? false
    }
  }

  /// By the person's id. Those who left are not in it.
  package internal(set) var standings: [Identifier128: Standing] = [:]

  /// Those behind a person in the order of their ids, as a list shows them.
  ///
  /// - Parameters:
  ///   - personID: `nil` for the first.
  ///   - limit: how many at most.
  /// - Returns: them, and whether there are more.
  package func members(
    after personID: Identifier128?, limit: Int
  ) -> (members: [(personID: Identifier128, standing: Standing)], hasMore: Bool) {
    let behind = standings.keys.filter { id in personID.map { $0 < id } ?? true }.sorted()
    let members = behind.prefix(limit).compactMap { id in standings[id].map { (id, $0) } }
    return (members, behind.count > limit)
  }
}

extension StaffMember {
  /// What a register says of a person, as the contract writes it.
  package init(_ personID: Identifier128, _ standing: StaffRegister.Standing) {
    self.init(
      personID: personID.description, roles: standing.roles, fromDay: standing.from.text,
      untilDay: standing.until?.text ?? "")
  }
}
