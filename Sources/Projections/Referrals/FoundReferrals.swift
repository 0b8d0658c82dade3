internal import CairnDomain
internal import EventCoding
internal import EventLog
internal import Identifiers

/// The documents of referrals, from the events of their streams in order.
struct FoundReferrals: Sendable {
  /// By id; without those whose keys were erased.
  fileprivate(set) var documents: [Identifier128: ReferralDocument] = [:]
  /// Since when some of them are incomplete or missing, because an event cannot be read, in microseconds since
  /// 1970-01-01T00:00:00Z.
  fileprivate(set) var incompleteSince: Int64?
}

extension EventOpener {
  /// The referrals whose events these are.
  func referrals(_ events: [StoredEvent]) async throws(ProjectionError) -> FoundReferrals {
    do throws(LogStoreError) {
      var found = FoundReferrals()
      for opened in try await open(events, damagedKeys: .unreadable) {
        let id = opened.stored.event.streamID
        switch opened.content {
        case .event(let event, _):
          found.documents[id] = ReferralDocument.fold(found.documents[id], event, opened.envelope)
        case .erased: continue
        case .unreadable: found.incompleteSince = min(found.incompleteSince ?? .max, opened.stored.recordedAt)
        }
      }
      return found
    } catch {
      throw .store(error)
    }
  }
}
