import CairnDomain
import CairnMessages
import Testing

@testable import cairn

@Suite struct AgreementCardTests {
  private static let agreement = Agreement(
    agreementID: "mash", version: 2, title: "Sharing", tier: .local,
    parties: [
      AgreementParty(agencyID: "hub", organisation: "Council", capacity: .jointController),
      AgreementParty(agencyID: "met", organisation: "Police", capacity: .controller),
    ], purposes: ["child-safeguarding"], legalGateways: ["Children Act 2004 s16LA"], article6Bases: ["e"],
    matrix: [
      MatrixCell(
        categories: ["identity", "health-summary"], roles: [.screener], purposes: ["child-safeguarding"],
        decision: .onRequest)
    ], subjectClasses: [SubjectClass(name: "children in need", retention: "3 years")], security: "sealed \u{1B}[2J",
    breachNoticeHours: 24, effectiveOn: "2026-11-01", reviewBy: "2027-10-31")

  private func lines(width: Int = 80) -> [String] {
    AgreementCard(
      response: GetAgreementResponse(
        agreement: Self.agreement, status: .signedInPart,
        signatures: [AgreementSignature(agencyID: "met", signedAt: "2026-11-23T10:00:00Z")], awaitedAgencyIDs: ["hub"],
        versions: [AgreementVersion(version: 2, status: .signedInPart, draftedAt: "2026-11-22T10:00:00Z")]),
      width: width
    ).lines
  }

  @Test func itShowsTermsPartiesMatrixAndVersions() {
    let text = lines().joined(separator: "\n")
    #expect(text.hasPrefix("Agreement mash, version 2\n═"))
    for part in [
      "State         signed in part", "To be signed by  hub", "Art 6(1)      (e) a task in the public interest",
      "Last day      no fixed end", "met    Police        controller        23 Nov 2026 10:00:00",
      "hub    Council       joint controller  not yet",
      "Every party, as screener, for child-safeguarding\n  on request  identity, health-summary", "Fingerprint",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(!text.contains("\u{1B}"))
  }

  @Test func everyLineFitsAndTheFingerprintIsOfWhatIsSigned() {
    let lines = lines(width: 90)
    #expect(lines.allSatisfy { $0.count <= 90 })
    #expect(lines.last?.count == 64 && lines.last == self.lines().last)
  }

  @Test func aListNamesWhatIsDueAndWhoIsAwaited() {
    let response = ListAgreementsResponse(agreements: [
      AgreementEntry(
        agreementID: "mash", version: 1, title: "Sharing", status: .active, reviewBy: "2026-10-31", isReviewDue: true,
        comingVersion: 2, awaitedAgencyIDs: ["met", "hub"])
    ])
    let text = AgreementList.lines(response, width: 80).joined(separator: "\n")
    #expect(text.contains("REVIEW DUE since 2026-10-31; version 2 is coming; to be signed by met, hub"))
    #expect(AgreementList.lines(ListAgreementsResponse(), width: 80) == ["There is no such agreement."])
  }

  @Test func aDifferenceIsShownToPeopleAndPrograms() {
    var after = Self.agreement
    after.title = "Sharing more"
    after.matrix[0].decision = .allow
    let difference = AgreementDifference(from: Self.agreement, to: after)
    let text = DifferenceText.lines(difference, width: 120).joined(separator: "\n")
    #expect(text.contains("Title\n  before      Sharing\n  after       Sharing more"))
    #expect(text.contains("identity, health-summary  on request  allow"))
    #expect(
      DifferenceText.json(difference).hasPrefix(
        #"{"terms":[{"name":"Title","before":"Sharing","after":"Sharing more"}],"sharing":[{"recipient":"hub","role":"screener""#
      ))
    let none = AgreementDifference(from: after, to: after)
    #expect(DifferenceText.lines(none, width: 80) == ["The two versions say the same."])
  }
}
