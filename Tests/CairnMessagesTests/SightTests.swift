import CairnMessages
import Testing

/// What a reader is shown of a case to which several agencies contributed.
@Suite struct SightTests {
  private static let view = CaseView(
    caseID: "c", status: .triaged,
    child: Child(
      name: PersonName(given: "Ada"), disabilities: ["LD"],
      identifiers: [Identifier(scheme: .nhsNumber, value: "9434765870")],
      addresses: [Address(lines: ["1 High Street"])]),
    ragHistory: [RagRating(rag: .red, rationale: "why", agencyID: "hub")],
    referral: ReferralView(
      referralID: "r", agencyID: "met", narrative: "what happened", reporter: Reporter(telephone: "1"),
      statements: [
        Statement(text: "seen", source: "a neighbour"), Statement(text: "tip", category: "intelligence"),
        Statement(text: "odd", category: "gossip"),
      ]),
    requests: [
      InformationRequest(
        requestID: "q", agencyID: "clinic", information: "what is known",
        statements: [Statement(text: "a fracture", category: "health-detail")], answerText: "see there")
    ])

  private func seen(_ visible: [String: DataCategorySet]) -> CaseView {
    var view = Self.view
    view.withhold(beyond: Sight(of: "met") { visible[$0] ?? [] })
    return view
  }

  @Test func whoSeesEverythingSeesItUnchanged() {
    #expect(seen(["met": .all, "clinic": .all, "hub": .all]) == Self.view)
  }

  @Test func nothingThatTellsOfAnybodyIsLeftForWhoSeesNothing() {
    #expect(seen([:]) == CaseView(caseID: "c"))
  }

  @Test func eachAgencysInformationIsJudgedByItself() {
    let view = seen(["clinic": [.caseProgress, .healthDetail]])
    #expect(view.referral == nil && view.ragHistory.isEmpty && view.status == .unspecified)
    #expect(view.requests.map(\.answerText) == ["see there"])
    #expect(view.requests.first?.statements.map(\.text) == ["a fracture"])
  }

  @Test func aFieldIsEmptiedByItsCategoryAndAMessageOfNothingElseLeftOut() {
    let view = seen(["met": [.identity, .caseProgress]])
    #expect(view.child?.name?.given == "Ada" && view.child?.identifiers.count == 1)
    #expect(view.child?.disabilities == [] && view.child?.addresses == [])
    #expect(view.referral?.narrative == "what happened" && view.referral?.reporter == nil)
    #expect(view.referral?.statements == [Statement(text: "seen")])
  }

  @Test func aClassifiedStatementNeedsItsCategoryBesidesThoseOfItsFields() {
    let view = seen(["met": [.caseProgress, .thirdParty, .intelligence]])
    #expect(view.referral?.statements.map(\.text) == ["seen", "tip"])
    #expect(seen(["met": [.intelligence]]).referral?.statements ?? [] == [])
    #expect(seen(["met": .all]).referral?.statements.map(\.text) == ["seen", "tip", "odd"])
  }

  @Test func theFieldsOfACategoryAreNamedWithoutLookingAtTheirContent() {
    let identity = CaseView.categorisedFields.filter { $0.category == .identity }.map(\.path)
    #expect(identity.contains("child.name.given") && identity.contains("attached.child.identifiers.value"))
    #expect(!identity.contains("child.school"))
    #expect(DataCategorySet(CaseView.categorisedFields.map(\.category)) == CaseView.categories)
  }

  @Test func aSetHoldsWhatWasPutIn() {
    let set = DataCategorySet([.identity, .finance])
    #expect(set.contains(.identity) && !set.contains(.location) && set.categories == [.identity, .finance])
    #expect(DataCategorySet.all.categories == DataCategory.allCases)
  }
}
