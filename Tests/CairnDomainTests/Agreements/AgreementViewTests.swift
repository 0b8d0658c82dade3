import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct AgreementViewTests {
  private let school = AgencyID("school") ?? .hub
  private let day = CivilDate(knownYear: 2026, month: 11, day: 23)

  /// In force between three; the second version, with the school in place of the hospital, waits for signatures.
  private func record() throws -> AgreementRecord {
    let second = Samples.drafted(version: 2) { agreement in
      agreement.title = "with the school"
      agreement.parties[2] = Samples.party("school")
    }
    return try #require(
      Samples.record([Samples.drafted()] + Samples.signedByAll() + [second, Samples.signed("met", version: 2)]))
  }

  @Test func aLineShowsWhatCountsAndWhatIsComing() throws {
    let entry = try #require(try record().entry(visibleTo: nil, on: day))
    #expect(entry.version == 1 && entry.status == .active && entry.title == "Kingsmere hub")
    #expect(entry.comingVersion == 2 && entry.awaitedAgencyIDs == ["hub", "school"])
    #expect(!entry.isReviewDue)
    let later = try #require(try record().entry(visibleTo: nil, on: CivilDate(knownYear: 2027, month: 10, day: 31)))
    #expect(later.isReviewDue)
  }

  @Test func anAgencySeesTheVersionsToWhichItIsAParty() throws {
    let record = try record()
    let ofHospital = try #require(record.entry(visibleTo: Samples.health, on: day))
    #expect(ofHospital.version == 1 && ofHospital.comingVersion == 0 && ofHospital.awaitedAgencyIDs.isEmpty)
    let ofSchool = try #require(record.entry(visibleTo: school, on: day))
    #expect(ofSchool.version == 2 && ofSchool.status == .signedInPart && ofSchool.comingVersion == 2)
    #expect(record.entry(visibleTo: AgencyID("next-hub"), on: day) == nil)

    let whole = try #require(record.view(ofVersion: nil, visibleTo: Samples.police, on: day))
    #expect(whole.agreement?.version == 1 && whole.versions.map(\.status) == [.active, .signedInPart])
    #expect(whole.signatures.map(\.agencyID) == ["hub", "met", "st-marys"] && whole.awaitedAgencyIDs.isEmpty)
    let half = try #require(record.view(ofVersion: nil, visibleTo: school, on: day))
    #expect(half.agreement?.version == 2 && half.versions.map(\.version) == [2])
    #expect(record.view(ofVersion: 1, visibleTo: school, on: day) == nil)
    #expect(record.view(ofVersion: 3, visibleTo: nil, on: day) == nil)
    #expect(record.view(ofVersion: nil, visibleTo: AgencyID("next-hub"), on: day) == nil)
  }

  @Test func theLastReasonIsShown() throws {
    let record = try #require(Samples.record([Samples.drafted(), Samples.suspended, Samples.resumed]))
    #expect(record.view(ofVersion: 1, visibleTo: nil, on: day)?.reason == "closed")
  }
}
