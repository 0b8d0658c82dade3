import Testing

@testable import CairnDomain

@Suite struct NHSNumberTests {
  @Test(arguments: ["9434765870", "943 476 5870", "9434765919", "9876543210"])
  func goodNumbersHaveNoFault(text: String) {
    #expect(NHSNumber.fault(in: text) == nil)
  }

  @Test func theCheckDigitOfAStemIsTheOneThatFits() {
    #expect(NHSNumber.checkDigit(ofStem: 943_476_587) == 0)
    #expect(NHSNumber.checkDigit(ofStem: 943_476_591) == 9)
    #expect(NHSNumber.checkDigit(ofStem: 400_000_008) == nil)
  }

  @Test func everyOtherLastDigitFails() {
    for digit in 1...9 { #expect(NHSNumber.fault(in: "943476587\(digit)") == .checkDigit) }
  }

  @Test func aStemThatNeedsTheDigitTenIsNeverGood() {
    for digit in 0...9 { #expect(NHSNumber.fault(in: "400000008\(digit)") == .checkDigit) }
  }

  @Test(arguments: ["", "943476587", "94347658700", "943476587A", "943-476-5870", "９434765870"])
  func otherFormsAreNoNumber(text: String) {
    #expect(NHSNumber.fault(in: text) == .form)
  }
}
