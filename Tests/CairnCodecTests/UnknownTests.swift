internal import CairnCodec
internal import CairnMessages
internal import Testing

/// What a newer contract adds goes through an older program unharmed.
@Suite struct UnknownTests {
  @Test func unknownFieldsComeBackInTheirOrderAfterTheKnown() throws {
    // Fields 100 (number), 3000 (bytes), 101 (32 bits), 102 (64 bits), with a known one among them.
    let first: [UInt8] = [0xa0, 0x06, 0x96, 0x01, 0xc2, 0xbb, 0x01, 0x03, 0xff, 0x00, 0x61]
    let second: [UInt8] = [0xad, 0x06, 1, 2, 3, 4, 0xb1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8]
    let known: [UInt8] = [0x12, 0x01, 0x62]
    let message = try decode(SetRagRequest.self, from: first + known + second)
    #expect(message == SetRagRequest(caseID: "b", unknownFields: first + second))
    #expect(encode(message) == known + first + second)
  }

  @Test func unknownFieldsOfInnerMessagesComeBack() throws {
    let bytes: [UInt8] = [0x0a, 5, 0xa0, 0x06, 0x01, 0x28, 0x03, 0x7a, 0x00]
    let message = try decode(SetRagRequest.self, from: bytes)
    #expect(message.context?.unknownFields == [0xa0, 0x06, 0x01])
    #expect(message.context?.role == .screener)
    #expect(message.unknownFields == [0x7a, 0x00])
    #expect(try decode(SetRagRequest.self, from: encode(message)) == message)
  }

  @Test(arguments: [4, 127, 128, 70_000, Int32.max, -1, Int32.min])
  func enumNumbersThatTheContractDoesNotNameComeBack(_ number: Int32) throws {
    let message = SetRagRequest(rag: Rag(rawValue: number))
    #expect(message.rag == .unrecognized(number))
    #expect(try decode(SetRagRequest.self, from: encode(message)).rag == .unrecognized(number))
  }

  @Test func thePresenceOfAnEmptyMessageComesBack() throws {
    let message = SetRagRequest(context: CommandContext())
    #expect(encode(message) == [0x0a, 0x00])
    #expect(try decode(SetRagRequest.self, from: encode(message)) == message)
  }
}
