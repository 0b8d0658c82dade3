import Testing

@testable import Projections

@Suite struct TypeNamesTests {
  @Test func theyAreTheSameHoweverOftenAndInWhatOrderOneAsks() {
    var names = TypeNames(["cairn.v1.CaseOpened", "cairn.v1.RagChanged", "cairn.v1.CaseClosed"])
    let expected = [
      "cairn.v1.CaseOpened": true, "cairn.v1.RagChanged": true, "cairn.v1.CaseClosed": true,
      "cairn.v1.ReferralReceived": false, "cairn.v1.CaseReopened": false, "of a newer program": false, "": false,
    ]
    let asked = expected.keys.sorted()
    for step in 1..<asked.count {
      for turn in 0..<(3 * asked.count) {
        let name = asked[turn * step % asked.count]
        #expect(names.contains(name) == expected[name])
        #expect(names.contains(name) == expected[name])
      }
    }
    #expect(names.sorted == ["cairn.v1.CaseClosed", "cairn.v1.CaseOpened", "cairn.v1.RagChanged"])
  }
}
