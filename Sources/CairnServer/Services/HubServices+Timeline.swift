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
  func timeline(of caseID: Identifier128) async throws(RPCError) -> GetTimelineResponse {
    let documents = try await documents(ofCase: caseID)
    var timeline = Timeline(childIndex: documents.childCase.childIndex)
    var incompleteSince: Int64?
    let streams = [Identifier128(documents.childCase.referralID), caseID].compactMap(\.self)
    for opened in try await events(of: streams) {
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

  private func events(of streams: [Identifier128]) async throws(RPCError) -> [OpenedEvent] {
    do throws(LogStoreError) {
      var events: [StoredEvent] = []
      for stream in streams {
        events += try await store.events(ofStream: stream, afterVersion: 0, limit: Self.timelineEventsMax)
      }
      return try await opener.open(events)
    } catch {
      throw Self.unavailable(error)
    }
  }
}
