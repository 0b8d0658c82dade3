import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct CodeListTests {
  @Test(arguments: [
    (CodeList.sex, 3), (.ethnicity, 20), (.disability, 13), (.referralSource, 22), (.primaryNeed, 10), (.purpose, 5),
  ])
  func everyListIsWholeAndLabelled(list: CodeList, count: Int) {
    #expect(list.entries.count == count)
    #expect(Set(list.entries.map(\.code)).count == count)
    #expect(list.entries.allSatisfy { !$0.label.isBlank && list.label(of: $0.code) == $0.label })
  }

  @Test func theCategoriesAreThoseOfTheContract() {
    #expect(CodeList.dataCategory.entries.map(\.code) == DataCategory.allCases.map(\.rawValue))
  }

  @Test func codesAreTakenInTheirExactSpelling() {
    #expect(CodeList.sex.contains("F"))
    #expect(!CodeList.sex.contains("f") && !CodeList.sex.contains("") && !CodeList.sex.contains(" F"))
    #expect(CodeList.referralSource.label(of: "6") == "police")
    #expect(CodeList.referralSource.label(of: "11") == nil)
    #expect(CodeList.referralSource.contains(CodeList.anonymousSource))
  }

  @Test func rolesAndKindsHaveLabelsOfTheirOwn() {
    #expect(Set(Role.known.compactMap(\.label)).count == 11)
    #expect(Role.unspecified.label == nil && Role.unrecognized(99).label == nil)
    #expect(AgencyKind.hub.label == "hub")
    #expect(AgencyKind.unspecified.label == nil && AgencyKind.unrecognized(99).label == nil)
  }
}
