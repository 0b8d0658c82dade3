package import CairnMessages
internal import Identifiers

/// How far somebody may look into one case, before any agreement is asked.
package enum CaseAccess: Hashable, Sendable {
  /// Not at all: to them the case is not there.
  case none
  /// That there is a child, and who they are.
  case basic
  /// What the agreements give.
  case standard
  /// What the agreements give, and of what they give on request these categories.
  case specific(DataCategorySet)
  /// By a broken glass: also whatever the agreements give on request.
  case challenged
  /// By a glass that was broken in an emergency: with or without an agreement, everything but what is legally privileged.
  case emergency
}

extension CaseDocument {
  /// How far an actor may look into the case.
  ///
  /// - Parameters:
  ///   - relationship: what the actor's agency must have to do with it for their call.
  ///   - microseconds: the moment, since 1970-01-01T00:00:00Z.
  package func access(
    of actor: Actor, _ relationship: Permission.Relationship, at microseconds: Int64
  ) -> CaseAccess {
    let grant = access.access(for: actor.agencyID, actor.personID, at: microseconds)
    switch grant?.level {
    case .excluded: return .none
    case .challenged:
      let ids = Set(grant?.grants.map(\.id.description) ?? [])
      return grants.contains { ids.contains($0.grantID) && $0.isEmergency } ? .emergency : .challenged
    case .specific: return .specific(DataCategorySet(grant?.categories.compactMap(DataCategory.init) ?? []))
    case .standard: return .standard
    case .basic: return has(relationship, with: actor.agencyID) ? .standard : .basic
    case .unspecified, .unrecognized, nil: return has(relationship, with: actor.agencyID) ? .standard : .none
    }
  }

  /// Whether an agency has to do with the case what a permission asks for.
  private func has(_ relationship: Permission.Relationship, with agencyID: AgencyID) -> Bool {
    switch relationship {
    case .none: true
    case .referring: self.agencyID == agencyID.description
    case .asked, .given: requests.contains { $0.agencyID == agencyID.description }
    // A case is no agency and no agreement.
    case .itself, .party: false
    }
  }
}
