internal import CairnJSON
internal import CairnMessages
internal import MessageSamples
internal import Testing

/// The JSON mapping of Protocol Buffers 3.
@Suite struct JSONMessageTests {
  private static func read<M: JSONMessage>(_ type: M.Type, _ text: String) throws -> M {
    try readJSON(type, parsing: text)
  }

  @Test(arguments: [false, true])
  func everyMessageTypeComesBackAsItWas(_ includingDefaults: Bool) throws {
    var chance = Chance(seed: 5)
    func check<M: SampledMessage & JSONMessage>(_ type: M.Type) throws {
      for _ in 0..<10 {
        let message = M.sample(by: &chance)
        let json = writeJSON(message, includingDefaults: includingDefaults)
        let value = try JSONValue(parsing: json)
        #expect(value.compactText == json)
        #expect(try readJSON(type, parsing: json) == message)
        #expect(try readJSON(type, parsing: value.prettyText) == message)
      }
    }
    for type in everyMessageType {
      let json = try #require(type as? any JSONSample.Type)
      try check(json)
    }
  }

  @Test func aMessageIsWrittenInTheOrderOfTheContract() {
    let rating = RagRating(rag: .amber, rationale: "r", recordedAtUs: 1_700_000_000_000_001)
    let text = #"{"rag":"RAG_AMBER","rationale":"r","recordedAtUs":"1700000000000001"}"#
    #expect(writeJSON(rating) == text)
  }

  @Test func defaultsAreWrittenOnRequest() {
    let all = #"{"context":null,"fromPosition":"0","limit":0}"#.replacing(#""context":null,"#, with: "")
    #expect(writeJSON(ListEntriesRequest()) == "{}")
    #expect(writeJSON(ListEntriesRequest(), includingDefaults: true) == all)
  }

  @Test func namesOfTheContractAreReadToo() throws {
    let identifier = try Self.read(
      Child.self, #"{"date_of_birth": "2015-12-10", "identifiers": [{"scheme": "IDENTIFIER_SCHEME_UPN"}]}"#)
    #expect(identifier == Child(dateOfBirth: "2015-12-10", identifiers: [Identifier(scheme: .upn)]))
  }

  @Test func numbersAreReadAsNumbersAndTexts() throws {
    let receipt = try Self.read(
      StreamReceipt.self, #"{"positions": ["18446744073709551615", 7, 1e3, 2.0], "leaves": ["AAE=", "_-8", ""]}"#)
    #expect(receipt.positions == [.max, 7, 1000, 2])
    #expect(receipt.leaves == [[0, 1], [0xff, 0xef], []])
  }

  @Test func enumsAreReadAsNumbersAndUnknownOnesAreKept() throws {
    #expect(try Self.read(RagRating.self, #"{"rag": 2}"#).rag == .amber)
    #expect(try Self.read(RagRating.self, #"{"rag": 77}"#).rag == .unrecognized(77))
    #expect(writeJSON(RagRating(rag: .unrecognized(77))) == #"{"rag":77}"#)
  }

  @Test func nullIsNotGiven() throws {
    #expect(try Self.read(SetRagRequest.self, #"{"context": null, "rag": null}"#) == SetRagRequest())
  }

  @Test func anEmptyMessageIsGiven() throws {
    #expect(try Self.read(SetRagRequest.self, #"{"context": {}}"#) == SetRagRequest(context: CommandContext()))
  }
}

/// What a message needs to be made up, written and read again as JSON.
typealias JSONSample = SampledMessage & JSONMessage
