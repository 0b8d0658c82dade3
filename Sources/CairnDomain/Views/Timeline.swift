package import CairnMessages

/// What happened in a case, folded from the streams of the case and of the referral that opened it.
package struct Timeline: Sendable {
  /// The child's index in the referral: tells which of its statements are about this child.
  private let childIndex: UInt32
  private var entries: [(order: Int, entry: TimelineEntry)] = []

  /// A timeline without entries.
  ///
  /// - Parameter childIndex: of the child in the referral that opened the case.
  package init(childIndex: UInt32) {
    self.childIndex = childIndex
  }

  /// Adds what an event tells.
  package mutating func add(_ event: DomainEvent, _ envelope: EventEnvelope) {
    switch event {
    case .referralReceived(let received, _):
      add(.referralReceived, occurredAt: received.occurredAt, envelope) { $0.text = received.narrative }
      add(received.statements.filter { $0.isAbout(childIndex) }, envelope)
    case .caseOpened(let opened):
      add(.caseOpened, occurredAt: opened.occurredAt, envelope) { _ in }
      add(opened.statements, envelope)
    case .ragChanged(let changed):
      add(.ragChanged, occurredAt: changed.occurredAt, envelope) { entry in
        entry.rag = changed.rag
        entry.text = changed.rationale
      }
    case .agencyRegistered: break
    }
  }

  /// In the order in which it happened, and as it was recorded where that is equal or cannot be read.
  package var ordered: [TimelineEntry] {
    let timed = entries.map { order, entry in
      (Timestamp(entry.occurredAt)?.microseconds ?? entry.recordedAtUs, order, entry)
    }
    return timed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private mutating func add(_ statements: [Statement], _ envelope: EventEnvelope) {
    for statement in statements {
      add(.statement, occurredAt: statement.observedAt, envelope) { entry in
        entry.text = statement.text
        entry.assertion = statement.assertion
        entry.source = statement.source
      }
    }
  }

  private mutating func add(
    _ kind: TimelineKind, occurredAt: String, _ envelope: EventEnvelope, _ fill: (inout TimelineEntry) -> Void
  ) {
    var entry = TimelineEntry(
      kind: kind, agencyID: envelope.agencyID, occurredAt: occurredAt, recordedAtUs: envelope.recordedAtMicroseconds)
    fill(&entry)
    entries.append((entries.count, entry))
  }
}
