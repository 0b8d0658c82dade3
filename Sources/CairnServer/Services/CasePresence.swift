internal import CairnDomain
internal import Commands
internal import Identifiers
internal import Projections

/// Finds out for which cases it is to somebody as if they were not there.
struct CasePresence: Sendable {
  let protection: ProtectionRegister
  let cases: CaseQuery
  /// How far the view of cases has come.
  let view: Checkpoint
  let feed: LogFeed
  let secrets: CommandSecrets
  let now: @Sendable () -> Int64

  /// Of some streams those of cases that are closed to an actor, or with which their agency has nothing to do that it must; and
  /// those of referrals all of whose cases are closed to them.
  func closed(
    _ streams: [StreamReference], to actor: Actor, _ relationship: Permission.Relationship
  ) async throws(CommandError) -> Set<Identifier128> {
    let protections: CaseProtections
    do throws(CancellationError) {
      protections = try await protection.read { $0 }
    } catch {
      throw .unavailable(reason: "the call ended before the grants were read")
    }
    let moment = now()
    var closed: Set<Identifier128> = []
    for stream in streams {
      let isClosed =
        stream.kind == .case
        ? try await isClosed(stream.id, to: actor, relationship, protections, at: moment)
        : try await isClosed(referral: stream.id, protections.closed(to: actor, at: moment))
      if isClosed { closed.insert(stream.id) }
    }
    return closed
  }

  private func isClosed(
    _ caseID: Identifier128, to actor: Actor, _ relationship: Permission.Relationship, _ protections: CaseProtections,
    at moment: Int64
  ) async throws(CommandError) -> Bool {
    // Who placed a seal releases it, also when the case was closed to them since.
    if relationship == .sealing { return !protections[caseID].seals.all.contains { $0.isOwned(by: actor) } }
    if protections.access(of: actor, to: caseID, isRelated: false, at: moment) != .none { return false }
    // As much is asked of a case that is closed as of one that is not there.
    let isClosed = protections.close(caseID, to: actor, at: moment)
    let asked = isClosed ? secrets.standIn(for: caseID) : caseID
    let isRelated = try await isRelated(actor, to: asked, relationship)
    return isClosed || !isRelated
  }

  private func isClosed(
    referral referralID: Identifier128, _ closed: Set<Identifier128>
  ) async throws(CommandError) -> Bool {
    guard !closed.isEmpty else { return false }
    do throws(ProjectionError) {
      let opened = try await cases.opened(byReferral: referralID)
      return !opened.isEmpty && closed.isSuperset(of: opened)
    } catch {
      throw .unavailable(reason: "the hub's store does not answer")
    }
  }

  private func isRelated(
    _ actor: Actor, to caseID: Identifier128, _ relationship: Permission.Relationship
  ) async throws(CommandError) -> Bool {
    switch relationship {
    case .none, .itself, .party, .referring, .sealing: return true
    case .asked, .given:
      let durable = feed.durablePosition
      if try await isAsked(actor.agencyID, in: caseID) { return true }
      // It may have been asked a moment ago.
      guard await view.wait(for: durable) else { throw .unavailable(reason: "the view of cases is behind") }
      return try await isAsked(actor.agencyID, in: caseID)
    }
  }

  private func isAsked(_ agencyID: AgencyID, in caseID: Identifier128) async throws(CommandError) -> Bool {
    do throws(ProjectionError) {
      return try await cases.isAsked(agencyID.description, in: caseID)
    } catch {
      throw .unavailable(reason: "the hub's store does not answer")
    }
  }
}
