internal import CairnDomain
internal import CairnMessages
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
    let filter = try await filter(for: query.actor)
    let ofCase = try await events(of: query.caseID)
    let document = ofCase.reduce(nil as CaseDocument?) { document, opened in
      opened.event.map { CaseDocument.fold(document, $0, opened.envelope) } ?? document
    }
    // Absent, erased, no case at all and one that the caller may not know of look alike.
    guard let opening = ofCase.lazy.compactMap(\.opening).first, let document,
      case let access = document.access(of: query.actor, relationship, at: now()), access != .none
    else { throw RPCError(Rejection.caseUnknown) }
    var timeline = Timeline(childIndex: opening.childIndex)
    var incompleteSince: Int64?
    for opened in try await events(ofReferral: opening) + ofCase { Self.add(opened, to: &timeline, &incompleteSince) }
    for joinedCaseID in ofCase.compactMap(\.joinedCaseID) {
      let ofJoined = try await events(of: joinedCaseID)
      guard let opening = ofJoined.lazy.compactMap(\.opening).first else { continue }
      timeline.goOn(childIndex: opening.childIndex)
      for opened in try await events(ofReferral: opening) + ofJoined {
        Self.add(opened, to: &timeline, &incompleteSince)
      }
    }
    var entries = timeline.ordered
    let contributors = Set(entries.map(\.agencyID)).union([document.agencyID])
    if !filter.isOpen { filter.sight(of: document.agencyID, with: access).limit(&entries) }
    return Told(
      response: GetTimelineResponse(
        entries: entries, incompleteSinceUs: incompleteSince ?? 0,
        withheld: filter.withheld(from: TimelineEntry.self, of: contributors, with: access)),
      disclosure: Disclosure(
        of: [query.caseID], in: TimelineEntry.self,
        visible: contributors.map { filter.visible(of: $0, with: access) }))
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

  private func events(of stream: Identifier128) async throws(RPCError) -> [OpenedEvent] {
    do throws(LogStoreError) {
      return try await opener.open(
        try await store.events(ofStream: stream, afterVersion: 0, limit: Self.timelineEventsMax))
    } catch {
      throw Self.unavailable(error)
    }
  }
}

extension OpenedEvent {
  fileprivate var opening: CaseOpened? {
    if case .caseOpened(let opening)? = event { opening } else { nil }
  }

  fileprivate var joinedCaseID: Identifier128? {
    if case .referralAttached(let attached)? = event { Identifier128(attached.joinedCaseID) } else { nil }
  }
}
