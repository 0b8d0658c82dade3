import CairnMessages
import Identifiers

@testable import CairnDomain

/// What a hub holds after a sequence of commands: each stream's events, its state and what is shown of it.
struct SequenceWorld {
  /// An event as the log has it.
  struct Entry: Hashable {
    let event: DomainEvent
    let agencyID: String
    let recordedAt: Int64
  }

  struct CaseStream: Hashable {
    var entries: [Entry] = []
    var state = CaseDecider.initial
    var document: CaseDocument?
  }

  struct ReferralStream: Hashable {
    var entries: [Entry] = []
    var state = ReferralDecider.initial
    var document: ReferralDocument?
  }

  /// What became of a step: what it recorded, or why it was refused.
  typealias Outcome = Result<[StreamDecision], Rejection>

  var cases = Array(repeating: CaseStream(), count: SequenceIDs.caseCount)
  var referrals = Array(repeating: ReferralStream(), count: SequenceIDs.childrenOfReferrals.count)
  /// The server's clock.
  var now: Int64
  /// How many requests for information were made.
  var requestCount = 0
  /// How many grants were given.
  var grantCount = 0
  /// The hub's own commands that were carried out: each has one effect for ever.
  var missedNames: Set<String> = []

  init(start: Int64) {
    now = start
  }

  mutating func record(_ decisions: [StreamDecision], agencyID: String) {
    // The log's clock comes after the server's.
    let recordedAt = now + 1_000
    for decision in decisions {
      for decided in decision.events {
        let entry = Entry(event: decided.event, agencyID: agencyID, recordedAt: recordedAt)
        if let number = SequenceIDs.caseNumber(decision.stream) {
          cases[number].add(entry, stream: decision.stream)
        } else if let number = SequenceIDs.referralNumber(decision.stream) {
          referrals[number].add(entry, stream: decision.stream)
        }
      }
    }
  }
}

extension SequenceWorld.CaseStream {
  mutating func add(_ entry: SequenceWorld.Entry, stream: Identifier128) {
    entries.append(entry)
    state = CaseDecider.evolve(state, entry.event)
    document = CaseDocument.fold(document, entry.event, entry.envelope(stream, version: entries.count))
  }
}

extension SequenceWorld.ReferralStream {
  mutating func add(_ entry: SequenceWorld.Entry, stream: Identifier128) {
    entries.append(entry)
    state = ReferralDecider.evolve(state, entry.event)
    document = ReferralDocument.fold(document, entry.event, entry.envelope(stream, version: entries.count))
  }
}

extension SequenceWorld.Entry {
  func envelope(_ stream: Identifier128, version: Int) -> EventEnvelope {
    EventEnvelope(
      stream: stream, version: UInt64(version), agencyID: agencyID, recordedAtMicroseconds: recordedAt)
  }
}
