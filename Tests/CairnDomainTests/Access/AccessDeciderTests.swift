import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct AccessDeciderTests {
  private static let now = Samples.nowMicroseconds
  /// Who acts in `Samples.context`.
  private static let actor = Identifier128(Samples.personID)

  private var opened: Given<CaseDecider> { Given(CaseDecider.self, CaseEvents.opened) }

  private func given(_ event: DomainEvent) -> Given<CaseDecider> {
    Given(CaseDecider.self, CaseEvents.opened, event)
  }

  @Test func aGrantIsRecordedUnderTheChildsKey() throws {
    let request = Samples.grantRequest
    let granted = DomainEvent.accessGranted(
      AccessGranted(
        grantID: Samples.grantID.description, agencyID: "met", personID: request.personID, level: .specific,
        categories: ["health-summary", "education"], beginAtUs: Self.now, endAtUs: Self.now + Clock.hour,
        reason: "Asked to assess.", occurredAt: Samples.occurredAt))
    let outcome = opened.when(Decisions.grant())
    try outcome.then([(Samples.caseID, [granted])])
    let scope = DataKeyScope(subject: Samples.identifier(200), caseID: Samples.caseID)
    #expect(try outcome.result.get()[0].events[0].parts == [SealedPart(scope: scope, message: .main(granted))])
  }

  @Test func rule_C_048_theHubAsAWholeIsExcludedFromNoCase() throws {
    let exclusion = Decisions.grant { request in
      request.agencyID = "hub"
      request.personID = ""
      request.level = .excluded
      request.categories = []
    }
    let state = opened.state
    #expect(try faults { () throws(Rejection) in try exclusion(state) } == ["person_id NOT_EXCLUDABLE C-048"])
  }

  @Test func withoutATimeItBeginsNowAndStaysOpen() throws {
    let outcome = opened.when(
      Decisions.grant { request in
        request.beginAtUs = 0
        request.endAtUs = 0
      })
    guard case .accessGranted(let granted)? = try outcome.result.get().first?.events.first?.event else {
      Issue.record("nothing was granted")
      return
    }
    #expect(granted.beginAtUs == Self.now && granted.endAtUs == 0)
  }

  @Test func anAgencyThatIsNotRegisteredGetsNone() {
    opened.when(Decisions.grant(registered: false)).thenRejected(.invalid, "INVALID_REQUEST")
  }

  @Test func rule_C_243_aCaseHasALimitOfGrantsAndOfBrokenGlasses() {
    let grants = (0..<UInt64(Limits.grantsMax)).map { CaseEvents.granted(.basic, id: Samples.identifier(9_000 + $0)) }
    let full = CaseDecider.fold(.notOpened, [CaseEvents.opened] + grants)
    #expect(throws: Rejection.self) { try Decisions.grant()(full) }
    // Whoever must see the case in an emergency is not kept out by grants.
    #expect(throws: Never.self) { try Decisions.breakGlass()(full) }
    let glasses = (0..<UInt64(Limits.grantsMax)).map { CaseEvents.glassBroken(id: Samples.identifier(9_000 + $0)) }
    let broken = CaseDecider.fold(.notOpened, [CaseEvents.opened] + glasses)
    #expect(throws: Rejection.self) { try Decisions.breakGlass()(broken) }
    #expect(throws: Never.self) { try Decisions.grant()(broken) }
  }

  @Test func breakingTheGlassGivesWhoActsThreeHoursOrWhatTheHubHasSet() throws {
    for (life, length) in [(GlassLife.usual, 3 * Clock.hour), (try #require(GlassLife(minutes: 20)), Clock.hour / 3)] {
      try opened.when(Decisions.breakGlass(life: life)).then([
        (
          Samples.caseID,
          [
            .glassBroken(
              GlassBroken(
                grantID: Samples.grantID.description, agencyID: "met", personID: Samples.personID,
                beginAtUs: Self.now, endAtUs: Self.now + length, reason: "Found alone at night.", isEmergency: true,
                occurredAt: Samples.occurredAt))
          ]
        )
      ])
    }
    #expect(GlassLife(minutes: 180) == .usual)
    #expect(GlassLife(minutes: 0) == nil && GlassLife(minutes: 181) == nil)
  }

  /// To whom is excluded the case is not there, with the same words, whatever they try.
  @Test func whoIsExcludedFindsNoCase() throws {
    let unknown = try rejectionOf { () throws(Rejection) in try Decisions.breakGlass()(.notOpened) }
    #expect(unknown == .caseUnknown)
    for person in [nil, Self.actor] {
      let excluded = CaseDecider.fold(
        .notOpened, [CaseEvents.opened, CaseEvents.granted(.excluded, person: person)])
      #expect(try rejectionOf { () throws(Rejection) in try Decisions.breakGlass()(excluded) } == unknown)
      // Nor does a glass that was broken before help.
      let broken = CaseDecider.evolve(excluded, CaseEvents.glassBroken(person: try #require(Self.actor), id: .nil128))
      #expect(try rejectionOf { () throws(Rejection) in try Decisions.breakGlass()(broken) } == unknown)
      let ended = CaseDecider.evolve(excluded, CaseEvents.accessEnded(at: Self.now))
      _ = try Decisions.breakGlass()(ended)
    }
    let manager = CaseDecider.fold(
      .notOpened, [CaseEvents.opened, CaseEvents.granted(.excluded, to: "hub", person: Self.actor)])
    for decide in [Decisions.grant(), Decisions.endAccess(), Decisions.review()] {
      #expect(try rejectionOf { () throws(Rejection) in try decide(manager) } == unknown)
    }
    // Another of the same agency is not meant.
    let other = given(CaseEvents.granted(.excluded, person: Samples.identifier(701)))
    _ = try Decisions.breakGlass()(other.state)
  }

  @Test func aGrantIsEndedWithItsReasonAtOnce() throws {
    for event in [CaseEvents.granted(.standard), CaseEvents.glassBroken()] {
      try given(event).when(Decisions.endAccess()).then([
        (
          Samples.caseID,
          [
            .accessEnded(
              AccessEnded(
                grantID: Samples.grantID.description, endAtUs: Self.now, reason: "No longer involved.",
                occurredAt: Samples.occurredAt))
          ]
        )
      ])
    }
    opened.when(Decisions.endAccess()).thenRejected(.notFound, "GRANT_UNKNOWN")
  }

  @Test func rule_C_244_whatHasEndedIsNotEndedAgain() throws {
    given(CaseEvents.granted(.standard, from: Self.now - 2, until: Self.now)).when(Decisions.endAccess())
      .thenRejected(.preconditionFailed, "GRANT_ENDED")
    let late = given(CaseEvents.granted(.standard, until: Self.now + 1))
    _ = try late.when(Decisions.endAccess()).result.get()
    late.when(Decisions.endAccess(given: CaseEvents.accessEnded(at: Self.now)))
      .thenRejected(.preconditionFailed, "GRANT_ENDED")
  }

  @Test func aBrokenGlassIsReviewed() throws {
    try given(CaseEvents.glassBroken()).when(Decisions.review()).then([
      (
        Samples.caseID,
        [
          .glassReviewed(
            GlassReviewed(
              grantID: Samples.grantID.description, finding: .justified, note: "No other way.",
              reviewedBy: Samples.personID, occurredAt: Samples.occurredAt))
        ]
      )
    ])
    given(CaseEvents.granted(.standard)).when(Decisions.review()).thenRejected(.notFound, "GRANT_UNKNOWN")
    opened.when(Decisions.review()).thenRejected(.notFound, "GRANT_UNKNOWN")
  }

  @Test func rule_C_245_aBrokenGlassIsReviewedOnce() {
    given(CaseEvents.glassBroken()).when(Decisions.review(given: CaseEvents.glassReviewed()))
      .thenRejected(.preconditionFailed, "GLASS_REVIEWED")
  }

  @Test func rule_C_246_nobodyReviewsTheirOwn() throws {
    let actor = try #require(Self.actor)
    given(CaseEvents.glassBroken(by: "hub", person: actor)).when(Decisions.review())
      .thenRejected(.preconditionFailed, "OWN_GLASS")
    // The same id in another agency is another person.
    _ = try given(CaseEvents.glassBroken(by: "met", person: actor)).when(Decisions.review()).result.get()
  }

  @Test func theViewShowsAGrantFromItsBeginningToItsReview() throws {
    var history = CaseHistory([CaseEvents.opened, CaseEvents.glassBroken()], at: 10)
    let broken = try #require(history.document?.grants.first)
    #expect(broken.reviewOwed && broken.isEmergency && broken.level == .challenged && broken.recordedAtUs == 10)
    #expect(history.document?.reviewsOwed == 1)
    history.add(CaseEvents.accessEnded(at: Self.now + 5), at: 20)
    #expect(history.document?.grants.first?.ending?.recordedAtUs == 20 && history.document?.reviewsOwed == 1)
    history.add(CaseEvents.glassReviewed(), at: 30)
    let reviewed = try #require(history.document?.grants.first)
    #expect(!reviewed.reviewOwed && reviewed.review?.finding == .notJustified && reviewed.endAtUs == Self.now + 5)
    #expect(history.document?.reviewsOwed == 0)
    history.add(CaseEvents.granted(.basic, id: Samples.identifier(801)), at: 40)
    let view = CaseView(
      CaseRecord(caseID: Samples.caseID, document: try #require(history.document), referral: nil), token: "t")
    #expect(view.grants.map(\.level) == [.challenged, .basic] && view.grants[1].endAtUs == 0)
  }
}
