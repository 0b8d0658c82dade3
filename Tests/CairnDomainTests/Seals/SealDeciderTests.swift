import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct SealDeciderTests {
  private func stream(_ events: DomainEvent...) -> SealedStream {
    SealedStream(id: Samples.sealStreamID, seals: SealedStreamDecider.fold(SealedStreamDecider.initial, events))
  }

  private func contribute(
    _ state: CaseDecider.State, from agencyID: AgencyID = Samples.police, registered: [Bool] = [true],
    on stream: SealedStream? = nil, _ change: (inout ContributeSealedRequest) -> Void = { _ in }
  ) throws(Rejection) -> [StreamDecision] {
    var request = Samples.contributeRequest
    change(&request)
    return try CaseDecider.decide(
      ContributeSealed(validating: request, from: Samples.caller(agencyID)), sealID: Samples.sealID,
      registered: registered, on: stream ?? self.stream(), state)
  }

  private func release(
    _ state: CaseDecider.State, from agencyID: AgencyID = Samples.police, on stream: SealedStream? = nil,
    _ change: (inout ReleaseSealRequest) -> Void = { _ in }
  ) throws(Rejection) -> [StreamDecision] {
    var request = Samples.releaseRequest
    change(&request)
    return try CaseDecider.decide(
      ReleaseSeal(validating: request, from: Samples.caller(agencyID)), on: stream ?? self.stream(), state)
  }

  private var asked: CaseDecider.State { CaseDecider.fold(.notOpened, [CaseEvents.opened, CaseEvents.asked()]) }

  /// The stream of the case stays as it is, and no key of the case tells in the log which case it is of.
  @Test func aContributionStandsOnAStreamAndUnderAKeyOfItsOwn() throws {
    let decisions = try contribute(asked)
    #expect(decisions.map(\.stream) == [Samples.sealStreamID] && decisions.map(\.kind) == [.seals])
    let scope = DataKeyScope(subject: Samples.sealStreamID, caseID: Samples.sealStreamID)
    #expect(decisions[0].events.flatMap(\.parts).map(\.scope) == [scope])
    guard case .contributionSealed(let sealed) = decisions[0].events[0].event else {
      Issue.record("nothing was contributed")
      return
    }
    #expect(sealed.caseID == Samples.caseID.description && sealed.statements[0].text == "He was seen there.")
    #expect(
      sealed.terms
        == SealTerms(
          sealID: Samples.sealID.description, agencyID: "met", role: .policeSupervisor, ground: "confidential-source",
          readers: [SealReader(agencyID: "hub", personID: Samples.personID)], reason: "It would show who said it.",
          occurredAt: Samples.occurredAt))
  }

  @Test func categoriesAreSealedOnTheSameStream() throws {
    let decisions = try CaseDecider.decide(
      SealCategories(validating: Samples.sealCategoriesRequest, from: Samples.caller(Samples.police)),
      sealID: Samples.sealID, registered: [true], on: stream(), asked)
    guard case .categoriesSealed(let sealed) = decisions[0].events[0].event else {
      Issue.record("nothing was sealed")
      return
    }
    #expect(decisions.map(\.stream) == [Samples.sealStreamID] && sealed.categories == ["location", "contact"])
  }

  @Test func theHubSealsTheCaseOnItsOwnStream() throws {
    let command = try SealCase(validating: Samples.sealCaseRequest, from: Samples.caller(.hub))
    let opened = CaseDecider.fold(.notOpened, [CaseEvents.opened])
    let decisions = try CaseDecider.decide(command, sealID: Samples.sealID, registered: [true], opened)
    #expect(decisions.map(\.stream) == [Samples.caseID])
    let sealed = CaseDecider.fold(opened, decisions[0].events.map(\.event))
    let hub = { (person: String, role: Role) throws(Rejection) in
      try Actor(
        validating: QueryContext(actingPerson: person, role: role, purpose: "child-safeguarding"), agencyID: .hub)
    }
    let other = Samples.identifier(9).description
    #expect(sealed.opened?.protection.seals.close(to: try hub(other, .screener)) == true)
    #expect(sealed.opened?.protection.seals.close(to: try hub(Samples.personID, .screener)) == false)
    #expect(sealed.opened?.protection.seals.close(to: try hub(other, .manager)) == false)
  }

  /// To whom the case was not given it is not there, whoever seals.
  @Test func onlyWhoWasGivenTheCaseSealsInIt() throws {
    let opened = CaseDecider.fold(.notOpened, [CaseEvents.opened])
    #expect(throws: Rejection.caseUnknown) { try contribute(opened) }
    #expect(throws: Never.self) { try contribute(CaseDecider.fold(opened, [CaseEvents.granted(.standard)])) }
    for less in [CaseEvents.granted(.basic), CaseEvents.glassBroken(person: Samples.actorID)] {
      #expect(throws: Rejection.caseUnknown) { try contribute(CaseDecider.fold(opened, [less])) }
    }
    #expect(throws: Never.self) { try contribute(opened, from: .hub) }
    #expect(throws: Rejection.caseUnknown) { try contribute(.notOpened, from: .hub) }
    #expect(throws: Rejection.caseUnknown) { try contribute(CaseDecider.fold(asked, [CaseEvents.caseSealed()])) }
    #expect(throws: Rejection.caseUnknown) { try contribute(CaseDecider.fold(asked, [CaseEvents.granted(.excluded)])) }
  }

  @Test func aReaderIsOfARegisteredAgency() throws {
    #expect(
      try faults { () throws(Rejection) in try contribute(asked, registered: [false]) }
        == ["readers[0].agency_id AGENCY_NOT_REGISTERED C-018"])
  }

  @Test func everyFaultOfTheTermsIsNamed() throws {
    let spoilt = try faults { () throws(Rejection) in
      try contribute(asked) { request in
        request.information = nil
        request.ground = "because"
        request.reason = " "
        request.readers = [
          SealReader(agencyID: "x"), SealReader(agencyID: "hub", personID: "pat"),
          SealReader(agencyID: "hub", personID: "pat"),
        ]
      }
    }
    #expect(
      spoilt == [
        "information REQUIRED C-001", "ground UNKNOWN_CODE C-014", "reason REQUIRED C-001",
        "readers[0].agency_id MALFORMED_AGENCY_ID C-010", "readers[1].person_id MALFORMED_ID C-002",
        "readers[2].person_id MALFORMED_ID C-002", "readers[2] NAMED_TWICE C-017",
      ])
  }

  @Test func rule_C_043_theCourseOfACaseIsSealedWithTheCase() throws {
    var request = Samples.sealCategoriesRequest
    request.categories = ["location", "case-progress", "nothing", "location"]
    let spoilt = try faults { () throws(Rejection) in
      try SealCategories(validating: request, from: Samples.caller(Samples.police))
    }
    #expect(
      spoilt == [
        "categories[2] UNKNOWN_CODE C-014", "categories[3] NAMED_TWICE C-017", "categories[1] NOT_SEALABLE C-043",
      ])
    request.categories = []
    #expect(
      try faults { () throws(Rejection) in
        try SealCategories(validating: request, from: Samples.caller(Samples.police))
      } == ["categories REQUIRED C-001"])
  }

  @Test func rule_C_247_aCaseHasALimitOfSeals() {
    let events = (0..<UInt64(Limits.sealsMax)).map { CaseEvents.contributionSealed(id: Samples.identifier(9_000 + $0)) }
    let full = SealedStreamDecider.fold(SealedStreamDecider.initial, events)
    #expect(throws: Rejection.sequence(.sealsInLimit)) {
      try contribute(asked, on: SealedStream(id: Samples.sealStreamID, seals: full))
    }
    let released = SealedStreamDecider.evolve(full, CaseEvents.sealReleased(id: Samples.identifier(9_000)))
    #expect(throws: Never.self) {
      try contribute(asked, on: SealedStream(id: Samples.sealStreamID, seals: released))
    }
  }

  @Test func whoPlacedASealReleasesIt() throws {
    let decisions = try release(asked, on: stream(CaseEvents.contributionSealed()))
    #expect(decisions.map(\.stream) == [Samples.sealStreamID])
    #expect(
      decisions[0].events.map(\.event) == [
        .sealReleased(
          SealReleased(
            sealID: Samples.sealID.description, reason: "The trial is over.", occurredAt: Samples.occurredAt))
      ])
    let ofCase = try release(CaseDecider.fold(asked, [CaseEvents.caseSealed()]), from: .hub) {
      $0.context?.role = .manager
    }
    #expect(ofCase.map(\.stream) == [Samples.caseID] && ofCase[0].events[0].event.type == .caseUnsealed)
  }

  @Test func aSealThatIsNotTheirsIsNotThere() {
    let sealed = stream(CaseEvents.contributionSealed())
    #expect(throws: Rejection.sealUnknown) { try release(asked) }
    #expect(throws: Rejection.sealUnknown) { try release(.notOpened, on: sealed) }
    #expect(throws: Rejection.sealUnknown) { try release(asked, from: Samples.health, on: sealed) }
    #expect(throws: Rejection.sealUnknown) {
      try release(asked, on: sealed) { $0.context?.role = .singlePointOfContact }
    }
    let person = CaseEvents.granted(.excluded, person: Samples.actorID)
    #expect(throws: Rejection.sealUnknown) { try release(CaseDecider.fold(asked, [person]), on: sealed) }
    // Who else could?
    #expect(throws: Never.self) {
      try release(
        CaseDecider.fold(asked, [CaseEvents.granted(.excluded), CaseEvents.caseSealed(id: Samples.grantID)]), on: sealed
      )
    }
  }

  @Test func rule_C_248_aSealIsReleasedOnce() {
    let released = stream(CaseEvents.contributionSealed(), CaseEvents.sealReleased())
    #expect(throws: Rejection.sequence(.sealReleasedOnce)) { try release(asked, on: released) }
  }
}
