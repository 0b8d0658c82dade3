import Testing

@testable import CairnDomain

@Suite struct UniquePupilNumberTests {
  @Test(arguments: ["B801200005001", "H243278544154", "L95000017830A", "b801200005001"])
  func goodNumbersHaveNoFault(text: String) {
    #expect(UniquePupilNumber.faults(in: text).isEmpty)
  }

  @Test func theCheckLetterOfDigitsIsTheOneThatFits() {
    #expect(UniquePupilNumber.checkLetter(ofDigits: 801_200_005_001) == "B")
    #expect(UniquePupilNumber.checkLetter(ofDigits: 243_278_544_154) == "H")
    #expect(UniquePupilNumber.faults(in: UniquePupilNumber.checkLetter(ofDigits: 7) + "000000000007").isEmpty)
  }

  @Test func onlyOneFirstLetterFits() {
    for letter in "ACDEFGHIJKLMNOPQRSTUVWXYZ0" {
      #expect(UniquePupilNumber.faults(in: "\(letter)801200005001") == [.checkLetter])
    }
  }

  @Test(arguments: [
    ("", [UniquePupilNumber.Fault.length]), ("B80120000500", [.length]), ("B8012000050011", [.length]),
    ("B8X1200005001", [.localAuthority]), ("B80120X005001", [.serial]), ("B80120000500S", [.lastCharacter]),
    ("B8X120X00500O", [.localAuthority, .serial, .lastCharacter]), ("L95000017830B", [.checkLetter]),
  ])
  func everyFaultIsNamed(text: String, faults: [UniquePupilNumber.Fault]) {
    #expect(UniquePupilNumber.faults(in: text) == faults)
  }
}
