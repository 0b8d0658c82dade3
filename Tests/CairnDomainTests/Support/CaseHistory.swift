import CairnMessages
import Identifiers

@testable import CairnDomain

/// A case as its view shows it after events that were recorded one after another.
struct CaseHistory {
  private(set) var document: CaseDocument?
  private var version: UInt64 = 0

  /// - Parameter now: when the log recorded each of them.
  init(_ events: [DomainEvent], at now: Int64 = Samples.nowMicroseconds) {
    for event in events { add(event, at: now) }
  }

  mutating func add(_ event: DomainEvent, at now: Int64) {
    version += 1
    document = CaseDocument.fold(
      document, event,
      EventEnvelope(stream: Samples.caseID, version: version, agencyID: "hub", recordedAtMicroseconds: now))
  }
}
