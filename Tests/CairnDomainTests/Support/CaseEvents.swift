import CairnMessages
import Identifiers

@testable import CairnDomain

/// Events of a case's stream, for states to be folded from.
enum CaseEvents {
  static let opened = opened(by: 1, person: 200)

  static func opened(
    by referral: UInt64, person: UInt64, findings: [Finding] = [], at occurredAt: String = Samples.occurredAt
  ) -> DomainEvent {
    .caseOpened(
      CaseOpened(
        referralID: Samples.identifier(referral).description, personID: Samples.identifier(person).description,
        child: Samples.child, findings: findings, occurredAt: occurredAt,
        informationDueAtUs: Samples.nowMicroseconds + 4 * Clock.hour, decisionDueAtUs: Samples.endOfNextDay,
        clocksStartedAtUs: Samples.nowMicroseconds))
  }

  static let rated = DomainEvent.ragChanged(
    RagChanged(rag: .amber, occurredAt: Samples.occurredAt, informationDueAtUs: Samples.nowMicroseconds + Clock.day))
  static let joined = DomainEvent.caseJoined(CaseJoined(intoCaseID: Samples.otherCaseID.description))
  static let attached = DomainEvent.referralAttached(ReferralAttached(joinedCaseID: Samples.identifier(9).description))
  static let closed = DomainEvent.caseClosed(CaseClosed(reasonCode: "RC7", closedOn: "2026-11-23"))
  static let reopened = reopened(at: Samples.occurredAt)

  static func reopened(at occurredAt: String) -> DomainEvent {
    .caseReopened(
      CaseReopened(
        reason: "again", informationDueAtUs: Samples.nowMicroseconds + 10 * Clock.day,
        decisionDueAtUs: Samples.nowMicroseconds + 11 * Clock.day, occurredAt: occurredAt,
        clocksStartedAtUs: Samples.nowMicroseconds + 9 * Clock.day))
  }

  static func decided(_ outcome: ThresholdOutcome, at occurredAt: String = Samples.occurredAt) -> DomainEvent {
    .thresholdDecided(ThresholdDecided(outcome: outcome, occurredAt: occurredAt))
  }

  static func asked(
    _ id: Identifier128 = Samples.requestID, of agencyID: String = "met", dueAt: Int64 = Samples.endOfNextDay
  ) -> DomainEvent {
    .informationRequested(
      InformationRequested(
        requestID: id.description, agencyID: agencyID, dueAtUs: dueAt, occurredAt: Samples.occurredAt))
  }

  static func nilReturned(
    _ id: Identifier128 = Samples.requestID, at occurredAt: String = Samples.occurredAt
  ) -> DomainEvent {
    .nilReturned(NilReturned(requestID: id.description, occurredAt: occurredAt))
  }

  static func linked(_ relation: CaseRelation, to other: Identifier128 = Samples.otherCaseID) -> DomainEvent {
    .caseLinked(CaseLinked(otherCaseID: other.description, relation: relation))
  }

  /// - Parameters:
  ///   - person: `nil` for everybody of the agency.
  ///   - end: 0 for an open one.
  static func granted(
    _ level: AccessLevel, to agencyID: String = "met", person: Identifier128? = nil, categories: [String] = [],
    from begin: Int64 = Samples.nowMicroseconds, until end: Int64 = 0, id: Identifier128 = Samples.grantID
  ) -> DomainEvent {
    .accessGranted(
      AccessGranted(
        grantID: id.description, agencyID: agencyID, personID: person?.description ?? "", level: level,
        categories: categories, beginAtUs: begin, endAtUs: end, reason: "r", occurredAt: Samples.occurredAt))
  }

  static func glassBroken(
    by agencyID: String = "met", person: Identifier128 = Samples.identifier(700), id: Identifier128 = Samples.grantID
  ) -> DomainEvent {
    .glassBroken(
      GlassBroken(
        grantID: id.description, agencyID: agencyID, personID: person.description,
        beginAtUs: Samples.nowMicroseconds, endAtUs: Samples.nowMicroseconds + 3 * Clock.hour, reason: "r",
        isEmergency: true, occurredAt: Samples.occurredAt))
  }

  static func accessEnded(at end: Int64, id: Identifier128 = Samples.grantID) -> DomainEvent {
    .accessEnded(
      AccessEnded(grantID: id.description, endAtUs: end, reason: "e", occurredAt: Samples.occurredAt))
  }

  static func glassReviewed(id: Identifier128 = Samples.grantID) -> DomainEvent {
    .glassReviewed(
      GlassReviewed(
        grantID: id.description, finding: .notJustified, note: "n", reviewedBy: Samples.personID,
        occurredAt: Samples.occurredAt))
  }

  static func sealTerms(
    _ readers: [SealReader] = [], agencyID: String = "met", role: Role = .policeSupervisor,
    id: Identifier128 = Samples.sealID
  ) -> SealTerms {
    SealTerms(
      sealID: id.description, agencyID: agencyID, role: role, ground: "police-sensitive", readers: readers,
      reason: "why sealed", occurredAt: Samples.occurredAt)
  }

  static func caseSealed(readers: [SealReader] = [], id: Identifier128 = Samples.sealID) -> DomainEvent {
    .caseSealed(CaseSealed(terms: sealTerms(readers, agencyID: "hub", role: .manager, id: id)))
  }

  static let caseUnsealed = DomainEvent.caseUnsealed(
    CaseUnsealed(sealID: Samples.sealID.description, reason: "over", occurredAt: Samples.occurredAt))

  static func categoriesSealed(_ categories: [String], readers: [SealReader] = []) -> DomainEvent {
    .categoriesSealed(
      CategoriesSealed(caseID: Samples.caseID.description, terms: sealTerms(readers), categories: categories))
  }

  static func contributionSealed(
    _ text: String = "sealed", readers: [SealReader] = [], id: Identifier128 = Samples.sealID
  ) -> DomainEvent {
    .contributionSealed(
      ContributionSealed(
        caseID: Samples.caseID.description, terms: sealTerms(readers, id: id),
        statements: [Statement(assertion: .reported, text: text, observedAt: Samples.occurredAt)]))
  }

  static func sealReleased(id: Identifier128 = Samples.sealID) -> DomainEvent {
    .sealReleased(SealReleased(sealID: id.description, reason: "over", occurredAt: Samples.occurredAt))
  }

  /// How each status is reached.
  static let paths: [(status: CaseStatus, events: [DomainEvent])] = [
    (.received, [opened]),
    (.triaged, [opened, rated]),
    (.noFurtherAction, [opened, decided(.noFurtherAction)]),
    (.signposted, [opened, decided(.signposted)]),
    (.earlyHelp, [opened, decided(.earlyHelp)]),
    (.accepted, [opened, decided(.accepted)]),
    (.closed, [opened, decided(.earlyHelp), closed]),
    (.joined, [opened, joined]),
  ]

  static func state(_ status: CaseStatus) -> CaseDecider.State {
    CaseDecider.fold(.notOpened, paths.first { $0.status == status }?.events ?? [])
  }
}

/// Lengths in microseconds.
enum Clock {
  static let hour: Int64 = 3_600_000_000
  static let day: Int64 = 24 * hour
}
