internal import CairnDomain
internal import CairnMessages
internal import Identifiers
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

  init(_ actor: Actor, under policy: SharingPolicy, _ protections: CaseProtections, at moment: Int64) {
    self.actor = actor
    filter = SharingFilter(for: actor, under: policy)
    self.protections = protections
    closed = protections.closed(to: actor, at: moment)
    self.moment = moment
  }

  /// How far they may look into a case.
  ///
  /// - Parameter isRelated: whether their agency has to do with it what the call asks for.
  func access(to caseID: Identifier128, isRelated: Bool = true) -> CaseAccess {
    protections[caseID].access(of: actor, isRelated: isRelated, at: moment)
  }

  /// How far they may look into a case that others were joined to: what is sealed in one of them is sealed in all.
  func access(to caseID: Identifier128, isRelated: Bool, with joined: [Identifier128]) -> CaseAccess {
    let own = access(to: caseID, isRelated: isRelated)
    let sealed = joined.reduce(into: own.sealed) { sealed, id in
      sealed.formUnion(protections[id].seals.categories(sealedFrom: actor))
    }
    return CaseAccess(own.extent, sealed: sealed)
  }

  /// Whether a case is not there for them, by the text of its id.
  func isClosed(_ caseID: String) -> Bool { Identifier128(caseID).map(closed.contains) ?? false }

  /// What may be told of two cases that are equal: not what is sealed in either.
  func told(_ matches: [CaseQuery.Match], of caseID: Identifier128? = nil) -> [CaseQuery.Match] {
    matches.compactMap { match in
      let sealed = access(to: match.caseID).sealed.union(caseID.map { access(to: $0).sealed } ?? [])
      let kinds = match.kinds.filter { $0.categories.isDisjoint(with: sealed) }
      return kinds.isEmpty ? nil : CaseQuery.Match(caseID: match.caseID, kinds: kinds)
    }
  }
}

extension HubServices {
  /// Somebody who asks, by what is on disk now.
  func viewer(_ actor: Actor) async throws(RPCError) -> Viewer {
    Viewer(actor, under: try await policy(), try await protections(), at: now())
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
    _ actor: Actor, to caseID: Identifier128, _ relationship: Permission.Relationship
  ) async throws(RPCError) -> Bool {
    switch relationship {
    case .none: return true
    case .asked, .given:
      do throws(ProjectionError) {
        return try await cases.isAsked(actor.agencyID.description, in: caseID)
      } catch {
        throw Self.unavailable(error)
      }
    // Of these no call shows a case.
    case .referring, .itself, .sealing, .party: return false
    }
  }
}
