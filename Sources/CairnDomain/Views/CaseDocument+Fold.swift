package import CairnMessages
internal import Identifiers

extension CaseDocument {
  /// The document of a case after one more event of its stream.
  ///
  /// - Parameter document: `nil` before the first event, and while the event that opened the case is erased.
  package static func fold(_ document: CaseDocument?, _ event: DomainEvent, _ envelope: EventEnvelope) -> CaseDocument?
  {
    switch event {
    case .caseOpened(let opened): return CaseDocument(opened, envelope)
    case .ragChanged(let changed):
      guard var document else { return nil }
      document.rate(changed, envelope)
      return document
    case .agencyRegistered, .referralReceived: return document
    }
  }

  private init(_ opened: CaseOpened, _ envelope: EventEnvelope) {
    self.init(
      referralID: opened.referralID, personID: opened.personID, childIndex: opened.childIndex, status: .received,
      child: opened.child, statements: opened.statements, findings: opened.findings, streamVersion: envelope.version,
      agencyID: envelope.agencyID, receivedAtUs: envelope.recordedAtMicroseconds)
  }

  private mutating func rate(_ changed: RagChanged, _ envelope: EventEnvelope) {
    ragHistory.append(
      RagRating(
        rag: changed.rag, rationale: changed.rationale, agencyID: envelope.agencyID, occurredAt: changed.occurredAt,
        recordedAtUs: envelope.recordedAtMicroseconds))
    status = .triaged
    streamVersion = envelope.version
  }
}
