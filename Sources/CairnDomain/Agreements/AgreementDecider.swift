internal import CairnMessages
internal import Identifiers

/// One agreement: drafted, signed, and stopped. What is decided on it stands beside each command.
package enum AgreementDecider: Decider {
  /// How far the agreement has come.
  package enum State: Hashable, Sendable {
    case notDrafted
    case drafted(AgreementRecord)

    /// The agreement, once there is one.
    package var record: AgreementRecord? {
      if case .drafted(let record) = self { record } else { nil }
    }

    /// The agreement, if it can still be worked on.
    ///
    /// - Throws: `Rejection` AGREEMENT_UNKNOWN or AGREEMENT_ENDED.
    func open() throws(Rejection) -> AgreementRecord {
      guard let record else { throw .agreementUnknown }
      guard record.standing != .ended else { throw .sequence(.agreementNotEnded) }
      return record
    }
  }

  package static let initial = State.notDrafted

  package static func evolve(_ state: State, _ event: DomainEvent) -> State {
    switch (state, event) {
    case (.notDrafted, .agreementDrafted(let drafted)): return AgreementRecord(drafted).map(State.drafted) ?? state
    case (.drafted(var record), _):
      record.evolve(event)
      return .drafted(record)
    case (.notDrafted, _): return state
    }
  }
}

extension StreamDecision {
  /// One event of a command on the stream of an agreement.
  init(onAgreement stream: Identifier128, _ event: DomainEvent) {
    self.init(stream: stream, kind: .agreement, events: [.ofAgreement(event, stream: stream)])
  }
}

extension Rejection {
  /// The answer for an agreement that is not there, and for one to which the caller's agency is no party.
  package static let agreementUnknown = Rejection(
    .notFound, reason: "AGREEMENT_UNKNOWN", message: "there is no such agreement: check its id and version")
}
