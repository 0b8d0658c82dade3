import Testing

@testable import CairnDomain

@Suite struct NationTests {
  @Test func codesAreThoseOfTheCommandLine() {
    #expect(Nation.allCases.map(\.code) == ["england", "wales", "scotland", "northern-ireland"])
    #expect(Nation.allCases.map { Nation(code: $0.code) } == Nation.allCases)
  }

  @Test(arguments: ["", "England", "northernIreland", "northern ireland", "gb-eng", "ireland"])
  func whatIsNoCodeIsRefused(code: String) {
    #expect(Nation(code: code) == nil)
  }
}
