internal import CairnMessages
internal import Identifiers

/// The staff register of one agency: its state. What is decided on it stands beside each command.
package enum StaffDecider: Decider {
  package typealias State = StaffRegister

  package static let initial = StaffRegister()

  package static func evolve(_ state: StaffRegister, _ event: DomainEvent) -> StaffRegister {
    var register = state
    switch event {
    case .staffRegistered(let registered):
      guard let member = registered.member, let personID = Identifier128(member.personID),
        let from = CivilDate(member.fromDay)
      else { return state }
      register.standings[personID] = .init(roles: member.roles, from: from, until: CivilDate(member.untilDay))
    case .staffRolesChanged(let changed):
      guard let personID = Identifier128(changed.personID), let standing = state.standings[personID] else {
        return state
      }
      register.standings[personID] = .init(roles: changed.roles, from: standing.from, until: standing.until)
    case .staffEnded(let ended):
      guard let personID = Identifier128(ended.personID) else { return state }
      register.standings[personID] = nil
    default: return state
    }
    return register
  }
}

extension StaffRegister {
  /// A command that changes what the register says of a person needs one who stands in it.
  ///
  /// - Throws: `Rejection` STAFF_UNKNOWN.
  func requireStanding(of personID: Identifier128) throws(Rejection) {
    guard standings[personID] != nil else { throw .sequence(.knownStaff) }
  }
}
