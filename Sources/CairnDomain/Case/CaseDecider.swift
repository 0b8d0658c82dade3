package import CairnMessages
package import Identifiers

/// One child's case.
package enum CaseDecider: Decider {
  /// How far the case has come.
  package enum State: Hashable, Sendable {
    case notOpened
    /// - Parameter rag: the rating; unspecified until the first one.
    case opened(person: Identifier128, rag: Rag, status: CaseStatus)
  }

  package static let initial = State.notOpened

  package static func evolve(_ state: State, _ event: DomainEvent) -> State {
    switch (state, event) {
    case (.notOpened, .caseOpened(let opened)):
      // Only a damaged log holds such an event. Its case then takes no command, and no other case is touched.
      guard let person = Identifier128(opened.personID) else { return state }
      return .opened(person: person, rag: .unspecified, status: .received)
    case (.opened(let person, _, _), .ragChanged(let changed)):
      return .opened(person: person, rag: changed.rag, status: .triaged)
    default:
      return state
    }
  }

  /// Rates a case. Rating it as before is recorded too: its reason is new.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN.
  package static func decide(_ command: SetRag, _ state: State) throws(Rejection) -> [StreamDecision] {
    guard case .opened(let person, _, _) = state else { throw .caseUnknown }
    let changed = RagChanged(
      rag: command.rag, rationale: command.rationale, occurredAt: command.context.occurredAt.text)
    return [
      StreamDecision(
        stream: command.caseID, kind: .case,
        events: [.ragChanged(changed, person: person, caseID: command.caseID)])
    ]
  }
}

extension Rejection {
  /// The answer for a case that is not there, and for one that the caller may not know of.
  package static let caseUnknown = Rejection(
    .notFound, reason: "CASE_UNKNOWN", message: "there is no such case: check its id")
}
