internal import CairnCodec
internal import CairnMessages
internal import MessageSamples
internal import Testing

@Suite struct RoundTripTests {
  @Test func everyMessageTypeHasACodec() {
    #expect(testedMessageTypes.count == everyMessageType.count)
    #expect(testedMessageTypes.count > 40)
  }

  @Test func everyMessageTypeComesBackAsItWas() throws {
    var chance = Chance(seed: 1)
    func check<M: TestedMessage>(_ type: M.Type) throws {
      for _ in 0..<50 {
        let message = M.sample(by: &chance)
        let bytes = encode(message)
        let again = try decode(M.self, from: bytes)
        #expect(again == message)
        #expect(encode(again) == bytes)
      }
    }
    for type in testedMessageTypes { try check(type) }
  }

  /// Written, a negative number of 32 bits takes 10 bytes: of all that a message can hold it grows most.
  @Test func whatGrowsMostWhenItIsWrittenHasRoom() throws {
    for count in [1, 100, 10_000] {
      let request = ListCasesRequest(statuses: Array(repeating: .unrecognized(-1), count: count))
      let bytes = encode(request)
      #expect(bytes.count > 10 * count)
      #expect(try decode(ListCasesRequest.self, from: bytes) == request)
    }
  }

  @Test func anEmptyMessageIsNoBytes() throws {
    func check<M: TestedMessage>(_ type: M.Type) throws {
      #expect(encode(M()).isEmpty)
      #expect(try decode(M.self, from: []) == M())
    }
    for type in testedMessageTypes { try check(type) }
  }

  @Test func bytesAreThoseOfTheProtobufEncoding() throws {
    let request = SetRagRequest(
      context: CommandContext(role: .screener), caseID: "ab", rag: .amber, rationale: "é")
    let bytes: [UInt8] = [0x0a, 2, 0x28, 3, 0x12, 2, 0x61, 0x62, 0x18, 2, 0x22, 2, 0xc3, 0xa9]
    #expect(encode(request) == bytes)
    #expect(try decode(SetRagRequest.self, from: bytes) == request)
  }

  @Test func listsOfNumbersAreReadPackedAndOneByOne() throws {
    let packed: [UInt8] = [0x1a, 3, 1, 0x80, 1]
    let single: [UInt8] = [0x18, 1, 0x18, 0x80, 1]
    #expect(try decode(StreamReceipt.self, from: packed).positions == [1, 128])
    #expect(try decode(StreamReceipt.self, from: single).positions == [1, 128])
  }
}
