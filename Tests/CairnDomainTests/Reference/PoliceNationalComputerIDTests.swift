import Testing

@testable import CairnDomain

@Suite struct PoliceNationalComputerIDTests {
  @Test(arguments: ["1979/0163001B", "2002/0073319Z", "1981/0000034U", "2001/0171310W", "1979/0163001b"])
  func goodIDsHaveNoFault(text: String) {
    #expect(PoliceNationalComputerID.fault(in: text) == nil)
  }

  @Test func theCheckLetterIsTheOneThatFits() {
    #expect(PoliceNationalComputerID.checkLetter(year: 1979, serial: 163_001) == "B")
    #expect(PoliceNationalComputerID.checkLetter(year: 2001, serial: 171_310) == "W")
  }

  @Test(arguments: ["2001/0171310S", "1979/0163001C", "1979/0163010B", "1997/0163001B"])
  func aWrongLetterIsNamed(text: String) {
    #expect(PoliceNationalComputerID.fault(in: text) == .checkLetter)
  }

  @Test(arguments: [
    "", "79/163001B", "1979/163001B", "1979/0163001", "1979-0163001B", "1979/01630011", "1979/0163001BB",
  ])
  func otherFormsAreNoID(text: String) {
    #expect(PoliceNationalComputerID.fault(in: text) == .form)
  }
}
