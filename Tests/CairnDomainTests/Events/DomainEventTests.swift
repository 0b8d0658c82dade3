import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct DomainEventTests {
  let received = ReferralReceived(narrative: "x")
  let reporter = ReferralReporter(reporter: Reporter(capacity: "y"))
  var main: EventPart { .main(.referralReceived(received, reporter: nil)) }

  static let ofOnePart: [DomainEvent] = [
    .agencyRegistered(AgencyRegistered()), .staffRegistered(StaffRegistered()),
    .staffRolesChanged(StaffRolesChanged()), .staffEnded(StaffEnded()), .signingKeyRegistered(SigningKeyRegistered()),
    .agreementDrafted(AgreementDrafted()), .agreementSigned(AgreementSigned()),
    .agreementSuspended(AgreementSuspended()), .agreementResumed(AgreementResumed()),
    .agreementEnded(AgreementEnded()), .referrerAcknowledged(ReferrerAcknowledged(message: "m")),
    .authorityIssued(AuthorityIssued()), .certificateIssued(CertificateIssued()),
    .certificateRevoked(CertificateRevoked()),
    .referralFindingResolved(ReferralFindingResolved()), .acknowledgementMissed(AcknowledgementMissed()),
    .caseOpened(CaseOpened(childIndex: 3)), .ragChanged(RagChanged(rag: .red)),
    .informationRequested(InformationRequested()), .informationProvided(InformationProvided()),
    .nilReturned(NilReturned()), .requestDeclined(RequestDeclined()), .thresholdDecided(ThresholdDecided()),
    .referralAttached(ReferralAttached()), .caseJoined(CaseJoined()), .caseLinked(CaseLinked()),
    .childCorrected(ChildCorrected()), .findingResolved(FindingResolved()), .caseClosed(CaseClosed()),
    .caseReopened(CaseReopened()), .deadlineMissed(DeadlineMissed()),
    .accessGranted(AccessGranted()), .accessEnded(AccessEnded()), .glassBroken(GlassBroken()),
    .glassReviewed(GlassReviewed()), .sharingDecided(SharingDecided()), .caseSealed(CaseSealed()),
    .caseUnsealed(CaseUnsealed()),
    .categoriesSealed(CategoriesSealed()), .contributionSealed(ContributionSealed()), .sealReleased(SealReleased()),
  ]

  @Test func theNamesInTheLogAreForEver() {
    #expect(
      EventType.allCases.map(\.rawValue) == [
        "cairn.v1.AgencyRegistered", "cairn.v1.StaffRegistered", "cairn.v1.StaffRolesChanged", "cairn.v1.StaffEnded",
        "cairn.v1.SigningKeyRegistered", "cairn.v1.AgreementDrafted", "cairn.v1.AgreementSigned",
        "cairn.v1.AgreementSuspended", "cairn.v1.AgreementResumed", "cairn.v1.AgreementEnded",
        "cairn.v1.AuthorityIssued", "cairn.v1.CertificateIssued", "cairn.v1.CertificateRevoked",
        "cairn.v1.ReferralReceived", "cairn.v1.ReferrerAcknowledged",
        "cairn.v1.ReferralFindingResolved", "cairn.v1.AcknowledgementMissed", "cairn.v1.CaseOpened",
        "cairn.v1.RagChanged", "cairn.v1.InformationRequested", "cairn.v1.InformationProvided", "cairn.v1.NilReturned",
        "cairn.v1.RequestDeclined", "cairn.v1.ThresholdDecided", "cairn.v1.ReferralAttached", "cairn.v1.CaseJoined",
        "cairn.v1.CaseLinked", "cairn.v1.ChildCorrected", "cairn.v1.FindingResolved", "cairn.v1.CaseClosed",
        "cairn.v1.CaseReopened", "cairn.v1.DeadlineMissed",
        "cairn.v1.AccessGranted", "cairn.v1.AccessEnded", "cairn.v1.GlassBroken", "cairn.v1.GlassReviewed",
        "cairn.v1.SharingDecided", "cairn.v1.CaseSealed", "cairn.v1.CaseUnsealed", "cairn.v1.CategoriesSealed",
        "cairn.v1.ContributionSealed",
        "cairn.v1.SealReleased",
      ])
    #expect(EventType.allCases.allSatisfy { $0.schemaVersion == 1 })
    #expect(EventType.referralReceived.partKinds(count: 2) == [.main(.referralReceived), .reporter])
    #expect(EventType.referralReceived.partKinds(count: 3) == [.main(.referralReceived), .reporter, .adult])
    #expect(EventType.referralReceived.partKinds(count: 1) == nil)
    #expect(EventType.referralReceived.partKinds(count: 3 + Limits.adultsMax) == nil)
    #expect(EventType.ragChanged.partKinds(count: 2) == nil)
  }

  @Test func whoIsErasedAmongTheAdultsLeavesTheirPlace() {
    let mother = Adult(relationship: "mother")
    var whole = received
    whole.adults = [Adult(), mother]
    #expect(
      DomainEvent(
        .referralReceived, parts: [main, .reporter(reporter), nil, .adult(ReferralAdult(adult: mother))])
        == .referralReceived(whole, reporter: reporter))
  }

  @Test func anEventIsPutTogetherFromItsParts() {
    #expect(
      DomainEvent(.referralReceived, parts: [main, .reporter(reporter)])
        == .referralReceived(received, reporter: reporter))
    for event in Self.ofOnePart {
      #expect(DomainEvent(event.type, parts: [.main(event)]) == event)
    }
  }

  @Test func everyTypeIsOfOneKindOfStream() {
    #expect(Set(Self.ofOnePart.map(\.type)).union([.referralReceived]) == Set(EventType.allCases))
    let kinds = [
      EventType.ofAgencies, EventType.ofStaff, EventType.ofAgreements, EventType.ofCertificates, EventType.ofCases,
      EventType.ofReferrals, EventType.ofSeals,
    ]
    #expect(kinds.reduce(into: Set()) { $0.formUnion($1) } == Set(EventType.allCases))
    #expect(kinds.reduce(0) { $0 + $1.count } == EventType.allCases.count)
  }

  @Test func anErasedReporterLeavesTheReferral() {
    #expect(
      DomainEvent(.referralReceived, parts: [main, nil])
        == .referralReceived(received, reporter: nil))
  }

  @Test func anErasedFirstPartLeavesNoEvent() {
    #expect(DomainEvent(.referralReceived, parts: [nil, .reporter(reporter)]) == nil)
    #expect(DomainEvent(.caseOpened, parts: [nil]) == nil)
  }

  @Test func partsOfAnotherTypeMakeNoEvent() {
    #expect(DomainEvent(.caseOpened, parts: [.main(.ragChanged(RagChanged()))]) == nil)
    #expect(DomainEvent(.caseOpened, parts: [.reporter(reporter)]) == nil)
    #expect(DomainEvent(.referralReceived, parts: [main]) == nil)
    #expect(DomainEvent(.referralReceived, parts: [main, .main(.caseOpened(CaseOpened()))]) == nil)
    #expect(DomainEvent(.caseOpened, parts: []) == nil)
  }
}
