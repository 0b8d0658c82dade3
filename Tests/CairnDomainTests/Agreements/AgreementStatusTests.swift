import CairnMessages
import Testing

@testable import CairnDomain

/// How far an agreement has come, by its events and by the day.
@Suite struct AgreementStatusTests {
  private func statuses(_ events: [DomainEvent], on day: String) throws -> [AgreementStatus] {
    let record = try #require(Samples.record(events))
    let day = try #require(CivilDate(day))
    return (1...record.lastNumber).map { record.status(ofVersion: $0, on: day) }
  }

  private func inForce(_ events: [DomainEvent], on day: String) throws -> UInt32? {
    try Samples.record(events)?.agreementInForce(on: #require(CivilDate(day)))?.version
  }

  private static let active = [Samples.drafted()] + Samples.signedByAll()

  @Test func signaturesMakeItActive() throws {
    let day = "2026-11-23"
    #expect(try statuses([Samples.drafted()], on: day) == [.drafted])
    for count in 1...2 {
      #expect(try statuses([Samples.drafted()] + Samples.signedByAll().prefix(count), on: day) == [.signedInPart])
    }
    #expect(try statuses(Self.active, on: day) == [.active])
    #expect(try inForce(Array(Self.active.dropLast()), on: day) == nil)
    #expect(try inForce(Self.active, on: day) == 1)
  }

  @Test(arguments: [
    ("2026-10-31", AgreementStatus.notYetEffective), ("2026-11-01", .active), ("2028-10-31", .active),
    ("2028-11-01", .expired), ("2038-11-01", .expired),
  ])
  func daysBeginAndEndIt(day: String, status: AgreementStatus) throws {
    #expect(try statuses(Self.active, on: day) == [status])
    #expect(try inForce(Self.active, on: day) == (status == .active ? 1 : nil))
  }

  @Test func withoutALastDayItGoesOn() throws {
    let events = [Samples.drafted { $0.expiresOn = "" }] + Samples.signedByAll()
    #expect(try statuses(events, on: "2199-01-01") == [.active])
  }

  @Test func anAmendmentWaitsForEverySignatureAndItsDay() throws {
    let amended = Self.active + [Samples.drafted(version: 2) { $0.effectiveOn = "2026-12-01" }]
    #expect(try statuses(amended, on: "2026-12-05") == [.active, .drafted])
    let half = amended + [Samples.signed("hub", version: 2), Samples.signed("met", version: 2)]
    #expect(try statuses(half, on: "2026-12-05") == [.active, .signedInPart])
    #expect(try inForce(half, on: "2026-12-05") == 1)
    let whole = half + [Samples.signed("st-marys", version: 2)]
    #expect(try statuses(whole, on: "2026-11-30") == [.active, .notYetEffective])
    #expect(try statuses(whole, on: "2026-12-01") == [.replaced, .active])
    #expect(try inForce(whole, on: "2026-11-30") == 1 && inForce(whole, on: "2026-12-01") == 2)
  }

  @Test func whatItReplacedDoesNotComeBack() throws {
    let events =
      Self.active
      + [
        Samples.drafted(version: 2) { agreement in
          agreement.effectiveOn = "2026-12-01"
          agreement.expiresOn = "2026-12-31"
        }
      ] + Samples.signedByAll(version: 2)
    #expect(try statuses(events, on: "2027-01-01") == [.replaced, .expired])
    #expect(try inForce(events, on: "2027-01-01") == nil)
  }

  @Test func aDraftReplacesOneThatNotEverybodySigned() throws {
    let events = [Samples.drafted(), Samples.signed("met"), Samples.drafted(version: 2)]
    #expect(try statuses(events, on: "2026-11-23") == [.replaced, .drafted])
  }

  @Test func suspensionAndEndStopWhateverIsInForce() throws {
    let day = "2026-11-23"
    let suspended = Self.active + [Samples.suspended]
    #expect(try statuses(suspended, on: day) == [.suspended])
    #expect(try inForce(suspended, on: day) == nil)
    #expect(try statuses(suspended, on: "2028-11-01") == [.expired])
    #expect(try inForce(suspended + [Samples.resumed], on: day) == 1)
    let amendedMeanwhile = suspended + [Samples.drafted(version: 2)] + Samples.signedByAll(version: 2)
    #expect(try statuses(amendedMeanwhile, on: day) == [.replaced, .suspended])
    #expect(try inForce(amendedMeanwhile, on: day) == nil)
    #expect(try inForce(amendedMeanwhile + [Samples.resumed], on: day) == 2)
    #expect(try statuses(suspended + [Samples.ended], on: day) == [.ended])
    #expect(try statuses([Samples.drafted(), Samples.ended], on: day) == [.ended])
    #expect(try inForce(Self.active + [Samples.ended], on: day) == nil)
  }

  @Test func reviewIsDueFromItsDayOn() throws {
    func isDue(_ events: [DomainEvent], _ day: String) throws -> Bool {
      try #require(Samples.record(events)).isReviewDue(on: #require(CivilDate(day)))
    }
    #expect(try !isDue(Self.active, "2027-10-30") && isDue(Self.active, "2027-10-31"))
    #expect(try isDue(Self.active + [Samples.suspended], "2027-10-31"))
    #expect(try !isDue(Self.active + [Samples.ended], "2027-10-31"))
    #expect(try !isDue(Self.active, "2028-11-01"), "what has expired is not reviewed any more")
    #expect(try !isDue([Samples.drafted()], "2027-10-31"))
  }

  @Test func aDayThatNobodyCanReadPutsNothingIntoForce() throws {
    let events = [Samples.drafted { $0.effectiveOn = "soon" }] + Samples.signedByAll()
    #expect(try inForce(events, on: "2026-11-23") == nil)
    let endless = [Samples.drafted { $0.expiresOn = "later" }] + Samples.signedByAll()
    #expect(try inForce(endless, on: "2026-11-23") == nil)
  }
}
