internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  /// Events of one stream that a timeline is folded from at most; a case has tens.
  private static let timelineEventsMax = 10_000

  /// What happened in a case, folded from the log itself when it is asked for: it is never behind, and needs no rebuild.
  func timeline(
    for query: GetTimeline, _ relationship: Permission.Relationship
  ) async throws(RPCError) -> Told<GetTimelineResponse> {
    let caseID = query.caseID
    let viewer = try await viewer(query.actor)
    let isRelated = try await isRelated(viewer, to: caseID, relationship)
    let access = viewer.access(to: caseID, isRelated: isRelated)
    let ofCase = try await events(of: access == .none ? commands.secrets.standIn(for: caseID) : caseID)
    // Absent, erased, no case at all and one that the caller may not know of look alike.
    guard let opening = ofCase.lazy.compactMap(\.opening).first else { throw RPCError(Rejection.caseUnknown) }
    var timeline = Timeline(childIndex: opening.event.childIndex)
    var incompleteSince: Int64?
    let own = try await events(of: caseID, ofCase, opening.event, for: viewer, with: access)
    for opened in own { Self.add(opened, to: &timeline, &incompleteSince) }
    let joined = ofCase.compactMap(\.joinedCaseID)
    for joinedCaseID in joined where !viewer.isHidden(joinedCaseID) {
      let ofJoined = try await events(of: joinedCaseID)
      guard let opening = ofJoined.lazy.compactMap(\.opening).first else { continue }
      timeline.goOn(childIndex: opening.event.childIndex)
      for opened in try await events(of: joinedCaseID, ofJoined, opening.event, for: viewer, with: access) {
        Self.add(opened, to: &timeline, &incompleteSince)
      }
    }
    let filter = viewer.filter
    var entries = timeline.ordered
    let contributors = Set(entries.map(\.agencyID)).union([opening.agencyID])
    if !filter.showsAll(with: access) { filter.sight(of: opening.agencyID, with: access).limit(&entries) }
    return Told(
      response: GetTimelineResponse(
        entries: entries, incompleteSinceUs: incompleteSince ?? 0,
        withheld: filter.withheld(from: TimelineEntry.self, of: contributors, with: access)),
      disclosure: Disclosure(
        of: [caseID], in: TimelineEntry.self,
        visible: contributors.map { filter.visible(of: $0, with: access) },
        under: filter.agreements(with: contributors)))
  }

  /// Everything that happened in a case, as somebody may know of it: in its referral, in itself, and under seal.
  private func events(
    of caseID: Identifier128, _ ofCase: [OpenedEvent], _ opening: CaseOpened, for viewer: Viewer,
    with access: CaseAccess
  ) async throws(RPCError) -> [OpenedEvent] {
    let seals = viewer.protections[caseID].seals
    let shown = ofCase.compactMap { opened -> OpenedEvent? in
      guard opened.isShown(to: viewer, with: access) else { return nil }
      return opened.shown(by: seals, to: viewer.actor)
    }
    return try await events(ofReferral: opening) + shown + sealedEvents(in: caseID, for: viewer)
  }

  private static func add(_ opened: OpenedEvent, to timeline: inout Timeline, _ incompleteSince: inout Int64?) {
    switch opened.content {
    case .event(let event, _):
      timeline.add(event, opened.envelope)
    case .unreadable: incompleteSince = min(incompleteSince ?? .max, opened.stored.recordedAt)
    case .erased: break
    }
  }

  private func events(ofReferral opening: CaseOpened) async throws(RPCError) -> [OpenedEvent] {
    guard let referralID = Identifier128(opening.referralID) else { return [] }
    return try await events(of: referralID)
  }

  func events(of stream: Identifier128) async throws(RPCError) -> [OpenedEvent] {
    do throws(LogStoreError) {
      return try await opener.open(
        try await store.events(ofStream: stream, afterVersion: 0, limit: Self.timelineEventsMax))
    } catch {
      throw Self.unavailable(error)
    }
  }
}

extension OpenedEvent {
  fileprivate var opening: (event: CaseOpened, agencyID: String)? {
    if case .caseOpened(let opening)? = event { (opening, envelope.agencyID) } else { nil }
  }

  /// Whether somebody may know of it: not if it speaks of a case that is not there for them.
  fileprivate func isShown(to viewer: Viewer, with access: CaseAccess) -> Bool {
    if let other = viewer.protections.otherCase(at: stored.position), viewer.isHidden(other) { return false }
    guard case .sharingDecided(let decided)? = event else { return true }
    return viewer.sees(
      RecordedSharingDecision(agencyID: envelope.agencyID, decision: decided.decision), with: access)
  }

  fileprivate var joinedCaseID: Identifier128? {
    if case .referralAttached(let attached)? = event { Identifier128(attached.joinedCaseID) } else { nil }
  }
}
