internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Libpq
internal import Projections
internal import RPC

/// Somebody who asks, with what agreements, grants and seals show them at one moment.
struct Viewer: Sendable {
  let actor: Actor
  let filter: SharingFilter
  let protections: CaseProtections
  /// The cases that are not there for them.
  let closed: Set<Identifier128>
  /// In microseconds since 1970-01-01T00:00:00Z.
  private let moment: Int64
  /// Whether something is sealed in a case that cannot be read.
  private let isDamaged: @Sendable (Identifier128) -> Bool

  init(
    _ actor: Actor, under policy: SharingPolicy, _ protections: CaseProtections, at moment: Int64,
    isDamaged: @escaping @Sendable (Identifier128) -> Bool
  ) {
    self.actor = actor
    filter = SharingFilter(for: actor, under: policy)
    self.protections = protections
    closed = protections.closed(to: actor, at: moment)
    self.moment = moment
    self.isDamaged = isDamaged
  }

  /// How far they may look into a case.
  ///
  /// - Parameter isRelated: whether their agency has to do with it what the call asks for.
  func access(to caseID: Identifier128, isRelated: Bool = true) -> CaseAccess {
    isHidden(caseID) ? .none : protections.access(of: actor, to: caseID, isRelated: isRelated, at: moment)
  }

  /// Whether a case is not there for them: it is closed to them, or something is sealed in it that cannot be read.
  func isHidden(_ caseID: Identifier128) -> Bool {
    closed.contains(caseID)
      || !protections.unreadable.isEmpty && protections.group(of: caseID).contains(where: isDamaged)
  }

  /// Whether a case is not there for them, by the text of its id.
  func isHidden(_ caseID: String) -> Bool { Identifier128(caseID).map(isHidden) ?? false }

  /// What they are not to find: to be told that two cases are equal in something tells it.
  var hiddenMatches: CaseQuery.HiddenMatches {
    let sealed = protections.sealedCategories(from: actor)
    return CaseQuery.HiddenMatches(
      cases: closed.union(sealed.filter { $0.value.contains(.identity) }.keys),
      places: Set(sealed.filter { $0.value.contains(.location) }.keys))
  }

  /// Whether they are shown a decision to share or to withhold: one to withhold is between who decided and the hub.
  func sees(_ recorded: RecordedSharingDecision, with access: CaseAccess) -> Bool {
    guard let decision = recorded.decision else { return false }
    let isTheirs = recorded.agencyID == actor.agencyID.description
    guard decision.outcome != .withhold || isTheirs || filter.isOpen else { return false }
    let visible = filter.visible(of: recorded.agencyID, with: access)
    return DataCategorySet(decision.categories.compactMap(DataCategory.init)).isSubset(of: visible)
  }
}

extension HubServices {
  /// Somebody who asks, by what is on disk now.
  func viewer(_ actor: Actor) async throws(RPCError) -> Viewer {
    let protections = try await protections()
    let sealers = protections.unreadable.isEmpty ? [] : try await everySealer()
    return Viewer(actor, under: try await policy(), protections, at: now()) { [secrets = commands.secrets] caseID in
      sealers.contains { protections.unreadable.contains(secrets.sealStream(of: caseID, by: $0)) }
    }
  }

  /// Everybody who may have sealed something.
  private func everySealer() async throws(RPCError) -> [Sealer] {
    do throws(PostgresError) {
      let agencyIDs = [AgencyID.hub] + (try await agencies.list()).compactMap { AgencyID($0.agencyID) }
      let roles = Set(Permission.table.filter { $0.relationship == .sealing }.map(\.role))
      return agencyIDs.flatMap { agencyID in roles.map { Sealer(agencyID, $0) } }
    } catch {
      throw Self.unavailable(error)
    }
  }

  /// What stands between cases and who asks for them, by what is on disk now.
  func protections() async throws(RPCError) -> CaseProtections {
    do throws(CancellationError) {
      return try await protection.read { $0 }
    } catch {
      throw RPCError(.cancelled, "the call ended before the grants were read")
    }
  }

  /// What the agreements say as they stand now.
  func policy() async throws(RPCError) -> SharingPolicy {
    let today = today
    do throws(CancellationError) {
      return try await agreements.read { $0.policy(on: today) }
    } catch {
      throw RPCError(.cancelled, "the call ended before the agreements were read")
    }
  }

  /// Whether the actor's agency has to do with a case what a call asks for.
  func isRelated(
    _ viewer: Viewer, to caseID: Identifier128, _ relationship: Permission.Relationship
  ) async throws(RPCError) -> Bool {
    switch relationship {
    case .none: return true
    case .asked, .given:
      // Of a case that is closed to them as much is asked as of one that is not there.
      let asked = viewer.closed.contains(caseID) ? commands.secrets.standIn(for: caseID) : caseID
      do throws(ProjectionError) {
        return try await cases.isAsked(viewer.actor.agencyID.description, in: asked)
      } catch {
        throw Self.unavailable(error)
      }
    // Of these no call shows a case.
    case .referring, .itself, .sealing, .party: return false
    }
  }
}
