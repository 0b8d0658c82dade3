import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// By when information is due, from the command that rates a case to the worklist.
@Suite struct DueTests {
  private func document(rated ratings: Rag...) throws -> CaseDocument {
    let world = try TwoChildren()
    for rag in ratings {
      var request = Samples.ragRequest
      request.rag = rag
      try world.decide { state throws(Rejection) in
        try CaseDecider.decide(SetRag(validating: request, from: Samples.caller(.hub)), state)
      }
    }
    return try #require(world.document)
  }

  @Test(arguments: [(Rag.red, Int64(4)), (Rag.amber, Int64(24)), (Rag.green, Int64(72))])
  func aRatingSaysByWhenInformationIsDue(rag: Rag, hours: Int64) throws {
    let document = try document(rated: .green, rag)
    #expect(document.rag == rag)
    let due = Samples.nowMicroseconds + hours * 3_600_000_000
    #expect(document.informationClock?.dueAtUs == due)
    // Whichever is first: information, or the decision at the end of the next day.
    #expect(document.dueAtMicroseconds == min(due, Samples.endOfNextDay))
  }

  @Test func whatNobodyHasRatedIsAsUrgentAsRed() throws {
    let document = try document()
    #expect(document.rag == .unspecified)
    #expect(document.dueAtMicroseconds == Samples.nowMicroseconds + 4 * 3_600_000_000)
  }
}
