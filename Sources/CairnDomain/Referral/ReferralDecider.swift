internal import CairnMessages
internal import Identifiers

/// One referral, which opens a case for each of its children.
package enum ReferralDecider: Decider {
  /// Whether the referral is there.
  package enum State: Hashable, Sendable {
    case notReceived
    case received
  }

  package static let initial = State.notReceived

  package static func evolve(_ state: State, _ event: DomainEvent) -> State {
    switch event {
    case .referralReceived: .received
    default: state
    }
  }

  /// Receives a referral: its own stream first, then one new stream per child, in order.
  ///
  /// - Parameter identifiers: as many children as the command has.
  /// - Throws: `Rejection` REFERRAL_EXISTS.
  package static func decide(
    _ command: SubmitReferral, identifiers: ReferralIdentifiers, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    precondition(identifiers.children.count == command.childCount, "ids were minted for another number of children")
    guard state == .notReceived else {
      throw Rejection(
        .alreadyExists, reason: "REFERRAL_EXISTS", message: "a referral of this id is recorded already")
    }
    let statements = StatementsByChild(command.referral)
    let cases = command.referral.children.indices.map { index in
      openCase(command, identifiers: identifiers, index: index, statements: statements.ofChildren[index])
    }
    return [receive(command, identifiers: identifiers, statements: statements.ofSeveral)] + cases
  }

  private static func receive(
    _ command: SubmitReferral, identifiers: ReferralIdentifiers, statements: [Statement]
  ) -> StreamDecision {
    let referral = command.referral
    let received = ReferralReceived(
      children: identifiers.children.map {
        MentionedChild(caseID: $0.caseID.description, personID: $0.personID.description)
      },
      source: referral.source, primaryNeed: referral.primaryNeed, statements: statements,
      narrative: referral.narrative, agencyReference: referral.agencyReference,
      occurredAt: command.context.occurredAt.text, findings: command.findings.ofReferral)
    return StreamDecision(
      stream: identifiers.referralID, kind: .referral,
      events: [
        .referralReceived(
          received, reporter: ReferralReporter(reporter: referral.reporter), referral: identifiers.referralID,
          reporterSubject: identifiers.reporterID)
      ])
  }

  private static func openCase(
    _ command: SubmitReferral, identifiers: ReferralIdentifiers, index: Int, statements: [Statement]
  ) -> StreamDecision {
    let ids = identifiers.children[index]
    let opened = CaseOpened(
      referralID: identifiers.referralID.description, personID: ids.personID.description, childIndex: UInt32(index),
      child: command.referral.children[index], statements: statements,
      findings: command.findings.ofChildren[index], occurredAt: command.context.occurredAt.text)
    return StreamDecision(
      stream: ids.caseID, kind: .case, events: [.caseOpened(opened, person: ids.personID, caseID: ids.caseID)])
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
