import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct MatchKeyTests {
  private func key(_ given: String, _ family: String, _ birth: String = "2019-05-04", _ postcode: String = "SW1A 1AA")
    -> MatchKey?
  {
    MatchKey(name: PersonName(given: given, family: family), dateOfBirth: birth, postcode: postcode)
  }

  @Test func spellingsOfOneNumberGiveOneKey() {
    let first = MatchKey(Identifier(scheme: .nhsNumber, value: "943 476 5870"))
    #expect(first != nil && first == MatchKey(Identifier(scheme: .nhsNumber, value: "9434765870")))
    #expect(
      MatchKey(Identifier(scheme: .upn, value: "b801200005001"))
        == MatchKey(Identifier(scheme: .upn, value: "B801200005001")))
  }

  @Test(arguments: [
    Identifier(scheme: .nhsNumber, value: "9434765871"), Identifier(scheme: .upn, value: "A801200005001"),
    Identifier(scheme: .pnc, value: "2001/0171310S"), Identifier(scheme: .local, value: "7"),
    Identifier(value: "9434765870"), Identifier(scheme: .unrecognized(9), value: "9434765870"),
  ])
  func whatIsWrongOrAnAgencysOwnMatchesNothing(identifier: Identifier) {
    #expect(MatchKey(identifier) == nil)
  }

  @Test func spellingsOfOneNameGiveOneKey() {
    let first = key("Mary-Jane", "O'Neill")
    #expect(first != nil)
    #expect(first == key("mary jane", "ONEILL", "2019-05-04", "sw1a1aa"))
    #expect(first != key("Mary", "JaneO'Neill"))
    // With its accents in the letters, as marks of their own, or not at all; and no accent makes of one letter another.
    for spelling in ["José Muñoz", "JOSE\u{301} MUN\u{303}OZ", "jose munoz"] {
      let names = spelling.split(separator: " ").map(String.init)
      #expect(key(names[0], names[1]) == key("José", "Muñoz"))
    }
    #expect(key("Łukasz", "Vale") != key("Lukasz", "Vale") && key("Lukasz", "Vale") != key("Dukasz", "Vale"))
  }

  @Test func aNameWithoutItsWholeCompanyGivesNone() {
    #expect(key("", "Vale") == nil && key("Robin", "-") == nil)
    #expect(key("Robin", "Vale", "") == nil && key("Robin", "Vale", "2019-02-29") == nil)
    #expect(key("Robin", "Vale", "2019-05-04", "nowhere") == nil)
  }

  @Test func aChildHasEachKeyOnce() {
    var child = Samples.child
    child.addresses.append(Address(postcode: "sw1a 1aa"))
    child.addresses.append(Address(postcode: "nowhere"))
    child.identifiers.append(Identifier(scheme: .nhsNumber, value: "9434765870"))
    #expect(MatchKey.keys(of: child).map(\.kind) == [.nhsNumber, .upn, .pnc, .nameBirthPostcode])
    #expect(MatchKey.keys(of: Child()).isEmpty)
  }

  @Test func keysOfDifferentKindsAreNeverEqual() {
    let keys = MatchKey.keys(of: Samples.child)
    #expect(keys.allSatisfy { $0.bytes.first == UInt8($0.kind.rawValue) })
  }
}
