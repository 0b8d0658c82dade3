package import CairnMessages
internal import Identifiers

/// One referral, which opens a case for each of its children.
package enum ReferralDecider: Decider {
  /// Whether the referral is there, and what later decisions need to know of it.
  package enum State: Hashable, Sendable {
    case notReceived
    case received(ReceivedReferral)
  }

  /// A referral that was received.
  package struct ReceivedReferral: Hashable, Sendable {
    /// Runs until the referrer is told that the referral came.
    package internal(set) var acknowledgement: CaseClock
    /// What is wrong with the data that all children share, and not resolved.
    var openFindings: [FindingName]

    /// The clock, if it ran out before a time without that being on record.
    package func unrecorded(before microseconds: Int64) -> [CaseClock] {
      acknowledgement.isUnrecorded && acknowledgement.dueAtUs < microseconds ? [acknowledgement] : []
    }
  }

  package static let initial = State.notReceived

  package static func evolve(_ state: State, _ event: DomainEvent) -> State {
    switch (state, event) {
    case (.notReceived, .referralReceived(let received, _)):
      return .received(
        ReceivedReferral(
          acknowledgement: CaseClock(.acknowledgement, startedAt: 0, dueAt: received.acknowledgementDueAtUs),
          openFindings: received.findings.map(FindingName.init)))
    case (.received(var received), _):
      // Deciding asks only whether the clock runs: when the log recorded it makes no difference to that.
      received.acknowledgement.apply(event, recordedAt: received.acknowledgement.dueAtUs)
      if case .referralFindingResolved(let resolved) = event {
        received.openFindings.removeAll { $0 == FindingName(rule: resolved.rule, field: resolved.field) }
      }
      return .received(received)
    case (.notReceived, _): return state
    }
  }

  /// Receives a referral: its own stream first, then one new stream per child, in order.
  ///
  /// - Parameter identifiers: for as many children and adults as the command has.
  /// - Throws: `Rejection` REFERRAL_EXISTS.
  package static func decide(
    _ command: SubmitReferral, identifiers: ReferralIdentifiers, clocks: ClockSettings = .standard, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    precondition(
      identifiers.children.count == command.childCount && identifiers.adultIDs.count == command.adultCount,
      "ids were minted for another number of people")
    guard state == .notReceived else {
      throw Rejection(
        .alreadyExists, reason: "REFERRAL_EXISTS", message: "a referral of this id is recorded already")
    }
    let statements = StatementsByChild(command.referral)
    let start = command.context.recordedAtMicroseconds
    let due = (
      information: clocks.informationDue(.unspecified, afterMicroseconds: start),
      decision: clocks.decisionDue(afterMicroseconds: start)
    )
    let referralID = identifiers.referralID.description
    let personIDs = identifiers.children.map(\.personID.description)
    var decisions: [StreamDecision] = []
    decisions.reserveCapacity(1 + command.childCount)
    decisions.append(
      receive(
        command, identifiers: identifiers, personIDs: personIDs, statements: statements.ofSeveral, due: due.decision))
    for (index, child) in command.referral.children.enumerated() {
      decisions.append(
        openCase(
          command, child, identifiers: identifiers, index: index, referralID: referralID, personID: personIDs[index],
          statements: statements.ofChildren[index], due: due))
    }
    return decisions
  }

  private static func receive(
    _ command: SubmitReferral, identifiers: ReferralIdentifiers, personIDs: [String], statements: [Statement],
    due: Int64
  ) -> StreamDecision {
    let referral = command.referral
    let received = ReferralReceived(
      children: zip(identifiers.children, personIDs).map {
        MentionedChild(caseID: $0.caseID.description, personID: $1)
      },
      source: referral.source, primaryNeed: referral.primaryNeed, statements: statements,
      narrative: referral.narrative, agencyReference: referral.agencyReference,
      occurredAt: command.context.occurredAt.text, findings: command.findings.ofReferral, adults: referral.adults,
      acknowledgementDueAtUs: due)
    return StreamDecision(
      stream: identifiers.referralID, kind: .referral,
      events: [
        .referralReceived(
          received, reporter: ReferralReporter(reporter: referral.reporter), identifiers: identifiers)
      ])
  }

  private static func openCase(
    _ command: SubmitReferral, _ child: Child, identifiers: ReferralIdentifiers, index: Int, referralID: String,
    personID: String, statements: [Statement], due: (information: Int64, decision: Int64)
  ) -> StreamDecision {
    let ids = identifiers.children[index]
    let opened = CaseOpened(
      referralID: referralID, personID: personID, childIndex: UInt32(index),
      child: child, statements: statements,
      findings: command.findings.ofChildren[index], occurredAt: command.context.occurredAt.text,
      informationDueAtUs: due.information, decisionDueAtUs: due.decision,
      clocksStartedAtUs: command.context.recordedAtMicroseconds)
    return StreamDecision(
      stream: ids.caseID, kind: .case,
      events: [.ofCase(.caseOpened(opened), person: ids.personID, caseID: ids.caseID)])
  }
}

/// The statements of a referral by whose key they stand under.
private struct StatementsByChild {
  var ofSeveral: [Statement] = []
  var ofChildren: [[Statement]]

  init(_ referral: Referral) {
    let childCount = referral.children.count
    ofChildren = Array(repeating: [], count: childCount)
    for statement in referral.statements {
      if let child = statement.onlyChild(of: childCount) {
        ofChildren[child].append(statement)
      } else {
        ofSeveral.append(statement)
      }
    }
  }
}
