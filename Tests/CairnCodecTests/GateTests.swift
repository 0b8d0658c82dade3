internal import CairnCodec
internal import CairnMessages
internal import Testing

/// What protobuf-c would take and the gate refuses, each with its code, place and path.
@Suite struct GateTests {
  private static func fault<M: WireMessage>(
    _ type: M.Type, _ bytes: [UInt8], limits: DecodeLimits = .standard
  ) -> WireError? {
    do throws(WireError) {
      _ = try decode(type, from: bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  /// `SetRagRequest` with the bytes as its rationale, field 4.
  private static func rationale(_ text: [UInt8]) -> [UInt8] { [0x22, UInt8(text.count)] + text }

  @Test(
    arguments: [
      [0x80], [0xff], [0xc3], [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80], [0xe2, 0x82],
      [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xf0, 0x9f, 0x99], [0xc3, 0x41],
    ] as [[UInt8]])
  func textThatIsNotUTF8IsRefused(_ bad: [UInt8]) {
    for before in [0, 1, 7, 8, 15] {
      let text = [UInt8](repeating: 0x61, count: before) + bad + [0x62, 0x62]
      let fault = Self.fault(SetRagRequest.self, Self.rationale(text))
      #expect(fault?.code == .invalidUTF8)
      #expect(fault?.path == "rationale")
      #expect(fault?.offset == 2 + before)
    }
  }

  @Test func textWithANULIsRefused() {
    for place in [0, 3, 8, 9, 20] {
      var text = [UInt8](repeating: 0x61, count: 21)
      text[place] = 0
      let fault = Self.fault(SetRagRequest.self, Self.rationale(text))
      #expect(fault?.code == .nulInText)
      #expect(fault?.offset == 2 + place)
    }
  }

  @Test(arguments: ["", "a", "é", "漢字", "🙂", "\u{7f}\u{80}\u{7ff}\u{800}\u{d7ff}\u{e000}\u{ffff}\u{10000}\u{10ffff}"])
  func everyKindOfTextIsTaken(_ text: String) throws {
    for padding in 0..<17 {
      let padded = String(repeating: "x", count: padding) + text
      #expect(try decode(SetRagRequest.self, from: Self.rationale(Array(padded.utf8))).rationale == padded)
    }
  }

  @Test func theFaultNamesTheFieldWithinItsMessages() {
    // SubmitReferralRequest.referral.children.name.given
    let bytes: [UInt8] = [0x12, 7, 0x0a, 5, 0x0a, 3, 0x0a, 1, 0xff]
    let fault = Self.fault(SubmitReferralRequest.self, bytes)
    #expect(fault == WireError(.invalidUTF8, "the text is not UTF-8", offset: 8, path: "referral.children.name.given"))
  }

  @Test(
    arguments: [
      ("no number", [0x00, 0x00]),
      ("start of a group", [0x0b]),
      ("end of a group", [0x0c]),
      ("wire type 6", [0x0e]),
      ("tag cut off", [0x80]),
      ("tag of six bytes", [0xa2, 0x80, 0x80, 0x80, 0x80, 0x00, 0x00]),
      ("tag beyond 32 bits", [0xff, 0xff, 0xff, 0xff, 0x7f, 0x00]),
      ("number of eleven bytes", [0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
      ("number beyond 64 bits", [0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02]),
      ("number cut off", [0x18, 0x80]),
      ("length beyond the end", [0x22, 0x02, 0x61]),
      ("length cut off", [0x22, 0x80]),
      ("length of six bytes", [0x22, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]),
      ("length beyond 32 bits", [0x22, 0xff, 0xff, 0xff, 0xff, 0x7f]),
      ("text as a number", [0x20, 0x01]),
      ("enum as a length", [0x1a, 0x01, 0x01]),
      ("enum as 32 bits", [0x1d, 0x01, 0x00, 0x00, 0x00]),
      ("message as a number", [0x08, 0x01]),
      ("inner message longer than outer", [0x0a, 0x02, 0x0a, 0x05, 0x61]),
      ("unknown field cut off", [0xa1, 0x06, 0x00]),
      ("message twice", [0x0a, 0x00, 0x0a, 0x00]),
    ] as [(String, [UInt8])])
  func whatIsNoMessageIsRefused(_ what: String, _ bytes: [UInt8]) {
    #expect(Self.fault(SetRagRequest.self, bytes)?.code == .malformed, "\(what)")
  }

  @Test func packedListsAreCheckedToTheirEnd() {
    #expect(Self.fault(StreamReceipt.self, [0x1a, 2, 1, 0x80])?.code == .malformed)
    #expect(Self.fault(StreamReceipt.self, [0x19, 1, 2, 3, 4, 5, 6, 7, 8])?.code == .malformed)
  }

  @Test func aMessageAsLargeAsAllowedIsTakenAndNoLarger() {
    let bytes = Self.rationale([0x61, 0x62])
    #expect(Self.fault(SetRagRequest.self, bytes, limits: DecodeLimits(bytesMax: 4)) == nil)
    #expect(Self.fault(SetRagRequest.self, bytes, limits: DecodeLimits(bytesMax: 3))?.code == .tooLarge)
  }

  @Test func fieldsAreCountedInAllMessagesAndInPackedLists() {
    let limits = DecodeLimits(fieldsMax: 5)
    // Receipt: one stream, with a packed list of positions.
    #expect(Self.fault(Receipt.self, [0x0a, 5, 0x1a, 3, 1, 2, 3], limits: limits) == nil)
    #expect(Self.fault(Receipt.self, [0x0a, 6, 0x1a, 4, 1, 2, 3, 4], limits: limits)?.code == .tooManyFields)
    // Unknown fields count as well.
    #expect(Self.fault(Receipt.self, [0x78, 1, 0x78, 1, 0x78, 1, 0x78, 1, 0x78, 1], limits: limits) == nil)
    #expect(
      Self.fault(Receipt.self, [0x78, 1, 0x78, 1, 0x78, 1, 0x78, 1, 0x78, 1, 0x78, 1], limits: limits)?.code
        == .tooManyFields)
  }

  @Test func messagesAreNestedOnlySoDeep() {
    let bytes: [UInt8] = [0x12, 2, 0x0a, 0]
    #expect(Self.fault(SubmitReferralRequest.self, bytes, limits: DecodeLimits(depthMax: 3)) == nil)
    #expect(Self.fault(SubmitReferralRequest.self, bytes, limits: DecodeLimits(depthMax: 2))?.code == .malformed)
  }

  @Test func theErrorNeverHoldsTheValue() {
    let secret = Array("Okonkwo-Harrington".utf8)
    for bad in [[0x00], [0xff]] as [[UInt8]] {
      let fault = Self.fault(SetRagRequest.self, Self.rationale(secret + bad))
      #expect(fault?.description.contains("Okonkwo") == false)
    }
  }
}
