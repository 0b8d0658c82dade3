import Testing

@testable import CairnDomain

@Suite struct PlaceTests {
  @Test(arguments: [
    "SW1A 1AA", "sw1a1aa", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "GIR 0AA", "ZZ99 3VZ",
    "ZZ99 3CZ", "BFPO 1", "BFPO 1234", "  E1  6AN ",
  ])
  func goodPostcodes(text: String) {
    #expect(Postcode.isWellFormed(text))
  }

  @Test(arguments: [
    "", "SW1A", "Q1 1AA", "V1 1AA", "X1 1AA", "AI1 1AA", "AJ1 1AA", "AZ1 1AA", "SW1A 1AC", "SW1A 1IA", "SW1A AAA",
    "W1Z 0AX", "EC1C 1BB", "SW1A 11A", "AAA1 1AA", "BFPO", "BFPO 12345", "BFPO A1", "GIR 0AB", "ZZ99 ABC", "SW1A-1AA",
    "1A 1AA", "M1 1É",
  ])
  func badPostcodes(text: String) {
    #expect(!Postcode.isWellFormed(text))
  }

  @Test(arguments: [
    "E06000023", "E07000008", "E08000035", "E09000033", "E10000016", "W06000015", "S12000036", "N09000003",
  ])
  func goodLocalAuthorities(text: String) {
    #expect(GSSCode.isLocalAuthority(text))
  }

  @Test(arguments: ["", "E0900003", "E090000333", "E05000001", "E09O00033", "e09000033", "W09000001", "X09000001"])
  func badLocalAuthorities(text: String) {
    #expect(!GSSCode.isLocalAuthority(text))
  }
}
