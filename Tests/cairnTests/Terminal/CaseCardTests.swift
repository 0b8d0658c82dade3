import CairnMessages
import Testing

@testable import cairn

@Suite struct CaseCardTests {
  private static let view = CaseView(
    caseID: "019ab0c1-0000-7000-8000-000000000064", status: .triaged,
    child: Child(
      name: PersonName(given: "Amara", family: "Testcase", alsoKnownAs: ["Amara Specimen"]), dateOfBirth: "2016-05-03",
      dateOfBirthEstimated: true, sex: "F", ethnicity: "MWBC",
      identifiers: [Identifier(scheme: .nhsNumber, value: "9991042148")],
      addresses: [Address(lines: ["14 Specimen Road"], postcode: "W9 9ZZ")], school: "Specimen Road Primary School"),
    ragHistory: [
      RagRating(rag: .green, rationale: "First look.", agencyID: "hub", occurredAt: "2026-01-15T09:00:00+00:00"),
      RagRating(rag: .amber, rationale: "Bruise seen.", agencyID: "hub", occurredAt: "2026-01-15T10:00:00+00:00"),
    ],
    referral: ReferralView(
      agencyID: "met", agencyReference: "CAD 1187", source: "6", primaryNeed: "N1",
      narrative: String(repeating: "Two children were alone in the flat. ", count: 8),
      statements: [
        Statement(
          assertion: .alleged, text: "A former partner comes to the flat at night.", source: "Neighbour in flat 2",
          observedAt: "2026-07-14T22:45:00+01:00", recordedAt: "2026-07-15T00:20:00+01:00")
      ]),
    findings: [Finding(rule: "8525Q", field: "children[0].date_of_birth", message: "Neither date is given.")],
    siblingCaseIDs: ["019ab0c1-0000-7000-8000-000000000065"])

  private static func text(_ view: CaseView, width: Int = 80) -> String {
    CaseCard(view: view, width: width).lines.joined(separator: "\n")
  }

  @Test func showsAllThatTheViewHolds() {
    let text = Self.text(Self.view)
    for part in [
      "019ab0c1-0000-7000-8000-000000000064", "Amara Testcase", "Amara Specimen", "2016-05-03 (estimated)",
      "9991042148", "14 Specimen Road, W9 9ZZ", "Specimen Road Primary School", "met", "CAD 1187", "police (6)",
      "(N1)", "8525Q", "019ab0c1-0000-7000-8000-000000000065",
    ] {
      #expect(text.contains(part), "\(part) is missing")
    }
  }

  @Test func aStatementShowsItsKindAndBothTimes() throws {
    let lines = CaseCard(view: Self.view, width: 120).lines
    let row = try #require(lines.first { $0.hasPrefix("Alleged") })
    #expect(row.contains("14 Jul 2026 22:45:00"))
    #expect(row.contains("15 Jul 2026 00:20:00"))
  }

  @Test func theLatestRatingStandsFirst() throws {
    let lines = CaseCard(view: Self.view, width: 80).lines
    let amber = try #require(lines.firstIndex { $0.hasPrefix("Amber") })
    let green = try #require(lines.firstIndex { $0.hasPrefix("Green") })
    #expect(amber < green)
  }

  @Test(arguments: [80, 100, 120]) func fitsTheTerminal(_ width: Int) {
    for line in CaseCard(view: Self.view, width: width).lines { #expect(line.displayWidth <= width, "\(line)") }
  }

  @Test func saysWhatIsNotThere() {
    let text = Self.text(CaseView(caseID: "x", status: .received))
    #expect(text.contains("Not rated yet."))
    #expect(!Self.text(CaseView(caseID: "x")).contains("Not rated"), "whose course is not shown may be rated")
    #expect(text.contains("No findings."))
    #expect(!text.contains("INCOMPLETE"))
  }

  @Test func warnsOfAnIncompleteCase() {
    var view = Self.view
    view.incompleteSinceUs = 1_795_428_000_000_000
    #expect(Self.text(view).contains("INCOMPLETE since 23 Nov 2026 10:00:00"))
  }
}
