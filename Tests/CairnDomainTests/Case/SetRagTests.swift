import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct SetRagTests {
  private func faultsOf(_ spoil: (inout SetRagRequest) -> Void) throws -> [String] {
    var request = Samples.ragRequest
    spoil(&request)
    return try faults { () throws(Rejection) in try SetRag(validating: request, from: Samples.caller(.hub)) }
  }

  @Test(arguments: ["", "  \n\t", "\u{200B}\u{00AD}"])
  func rule_C_001_aRatingHasAReason(rationale: String) throws {
    #expect(try faultsOf { $0.rationale = rationale } == ["rationale REQUIRED C-001"])
  }

  @Test func rule_C_013_aRatingIsRedAmberOrGreen() throws {
    #expect(try faultsOf { $0.rag = .unrecognized(4) } == ["rag UNKNOWN_RATING C-013"])
    #expect(try faultsOf { $0.rag = .unspecified } == ["rag REQUIRED C-001"])
  }

  @Test func rule_C_007_aReasonIsWithinItsLimit() throws {
    #expect(
      try faultsOf { $0.rationale = String(repeating: "a", count: 20_001) } == ["rationale TOO_LONG C-007"])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in
        try SetRag(validating: SetRagRequest(caseID: "1"), from: Samples.caller(.hub))
      } == [
        "context REQUIRED C-001", "case_id MALFORMED_ID C-002", "rag REQUIRED C-001", "rationale REQUIRED C-001",
      ])
  }
}
