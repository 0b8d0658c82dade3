import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct AgreementSimulationTests {
  private func record(
    _ agencyID: String = "met", outcome: AccessOutcome = .answered, cases: [String] = ["c"]
  ) -> AccessRecord {
    AccessRecord(
      agencyID: agencyID, role: .singlePointOfContact, purpose: "child-safeguarding", outcome: outcome,
      cases: [AccessedCases(caseIDs: cases)])
  }

  private func changes(_ records: [AccessRecord], _ matrix: [MatrixCell]) throws -> [SimulatedChange] {
    let inForce = try #require(
      Samples.record([Samples.drafted()] + ["hub", "met", "st-marys"].map { Samples.signed($0) }))
    let now = SharingPolicy([inForce], on: try #require(CivilDate("2026-11-23")))
    var draft = Samples.agreement
    draft.matrix = matrix
    var simulation = AgreementSimulation()
    for record in records { simulation.add(record) }
    return simulation.changes(from: now, to: now.replacing(draft), holders: [Samples.health])
  }

  @Test func whatIsGainedAndLostIsToldByWhoAskedAndOfWhom() throws {
    let found = try changes([record(), record()], [Samples.cell(["identity", "education"], to: ["met"], .allow)])
    #expect(found.count == 1 && found[0].agencyID == "met" && found[0].holderAgencyID == "st-marys")
    #expect(found[0].answerCount == 2 && found[0].role == .singlePointOfContact)
    #expect(found[0].gainedCategories == ["education"] && found[0].lostCategories == ["health-summary"])
    #expect(found[0].gainedFields.contains("child.school") && found[0].lostFields.contains("child.disabilities"))
  }

  @Test func whereNothingChangesNothingIsTold() throws {
    #expect(try changes([record()], Samples.agreement.matrix).isEmpty)
    #expect(try changes([record("st-marys")], []).isEmpty, "it is the holder")
    #expect(try changes([], []).isEmpty)
  }

  @Test func onlyAnswersAboutCasesCount() throws {
    let none = [record(outcome: .refused), record(outcome: .notFound), record(cases: []), record("hub")]
    #expect(try changes(none, []).isEmpty)
    var simulation = AgreementSimulation()
    for record in none + [record()] { simulation.add(record) }
    #expect(simulation.answerCount == 1)
  }

  @Test func aRequestIsHeldToTheRulesOfADraft() throws {
    var request = SimulateAgreementRequest(context: Samples.queryContext, agreement: Samples.agreement, days: 367)
    request.agreement?.parties = []
    let rejection = #expect(throws: Rejection.self) {
      try SimulateAgreement(validating: request, agencyID: .hub)
    }
    #expect(rejection?.faults.map(\.field).contains("days") == true && (rejection?.faults.count ?? 0) > 1)
    request.agreement = nil
    request.days = 0
    let missing = #expect(throws: Rejection.self) { try SimulateAgreement(validating: request, agencyID: .hub) }
    #expect(missing?.faults.map(\.field) == ["agreement"])
  }
}
