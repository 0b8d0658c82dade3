internal import CairnDomain
internal import CairnMessages
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import RPC

extension HubServices {
  /// Events of one stream that a timeline is folded from at most; a case has tens.
  private static let timelineEventsMax = 10_000

  /// What happened in a case, folded from the log itself when it is asked for: it is never behind, and needs no rebuild.
  func timeline(of caseID: Identifier128) async throws(RPCError) -> GetTimelineResponse {
    let ofCase = try await events(of: caseID)
    let opening = ofCase.lazy.compactMap { opened -> CaseOpened? in
      if case .caseOpened(let opening)? = opened.event { opening } else { nil }
    }.first
    // Absent, erased and no case at all look alike.
    guard let opening else { throw RPCError(Rejection.caseUnknown) }
    var ofReferral: [OpenedEvent] = []
    if let referralID = Identifier128(opening.referralID) { ofReferral = try await events(of: referralID) }
    var timeline = Timeline(childIndex: opening.childIndex)
    var incompleteSince: Int64?
    for opened in ofReferral + ofCase {
      switch opened.content {
      case .event(let event, _):
        timeline.add(
          event,
          EventEnvelope(
            stream: opened.stored.event.streamID, version: opened.stored.event.version,
            agencyID: opened.stored.event.command.agencyID, recordedAtMicroseconds: opened.stored.recordedAt))
      case .unreadable: incompleteSince = min(incompleteSince ?? .max, opened.stored.recordedAt)
      case .erased: break
      }
    }
    return GetTimelineResponse(entries: timeline.ordered, incompleteSinceUs: incompleteSince ?? 0)
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
