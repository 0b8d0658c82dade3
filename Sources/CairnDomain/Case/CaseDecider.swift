internal import CairnMessages
internal import Identifiers

/// One child's case: its state. What is decided on it stands beside each command.
package enum CaseDecider: Decider {
  /// How far the case has come.
  package enum State: Hashable, Sendable {
    case notOpened
    case opened(OpenedCase)

    /// The case, once it is opened.
    package var opened: OpenedCase? {
      if case .opened(let opened) = self { opened } else { nil }
    }

    /// The case, if it is there for who sent a command.
    func known(to context: DecisionContext) -> OpenedCase? {
      guard let opened, !opened.protection.closes(to: context.actor, at: context.recordedAtMicroseconds) else {
        return nil
      }
      return opened
    }

    /// The case, if a command may be carried out on it as it stands.
    ///
    /// - Throws: `Rejection` CASE_UNKNOWN, also to who may not know of the case; or why its state does not allow it.
    func admitting<Request, Response>(
      _ method: Method<Request, Response>, _ context: DecisionContext
    ) throws(Rejection) -> OpenedCase {
      guard let opened = known(to: context) else { throw .caseUnknown }
      if let rejection = opened.status.refusal(of: method.path) { throw rejection }
      return opened
    }
  }

  package static let initial = State.notOpened

  package static func evolve(_ state: State, _ event: DomainEvent) -> State {
    switch (state, event) {
    case (.notOpened, .caseOpened(let opened)):
      guard var opening = OpenedCase(opened) else { return state }
      opening.clocks.apply(event, recordedAt: opening.clocksStartedAt)
      return .opened(opening)
    case (.opened(let opened), _): return .opened(opened.evolved(event))
    case (.notOpened, _): return state
    }
  }
}

extension OpenedCase {
  /// Events of one command on this case's stream.
  func decision(_ events: [DomainEvent], on caseID: Identifier128) -> StreamDecision {
    StreamDecision(
      stream: caseID, kind: .case, events: events.map { .ofCase($0, person: person, caseID: caseID) })
  }
}

extension Rejection {
  /// The answer for a case that is not there, and for one that the caller may not know of.
  package static let caseUnknown = Rejection(
    .notFound, reason: "CASE_UNKNOWN", message: "there is no such case: check its id")
}
