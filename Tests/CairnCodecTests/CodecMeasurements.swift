internal import CairnCodec
internal import CairnMessages
internal import Foundation
internal import Testing

/// How long the codec takes; nothing is asserted of time. Run with:
///
///     CAIRN_MEASURE=1 swift test -c release -Xswiftc -enable-testing --filter CodecMeasurements
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["CAIRN_MEASURE"] != nil))
struct CodecMeasurements {
  /// A referral of one child, of about 271 bytes.
  static let referral = Referral(
    children: [
      Child(
        name: PersonName(given: "Amelia", family: "Thornbury"), dateOfBirth: "2016-04-23", sex: "F", ethnicity: "WBRI",
        disabilities: ["NONE"], identifiers: [Identifier(scheme: .nhsNumber, value: "9434765919")],
        addresses: [Address(lines: ["14 Larch Close"], postcode: "B12 0AA")])
    ],
    source: "6", primaryNeed: "N1",
    statements: [
      Statement(
        assertion: .observed, text: "Bruising to both upper arms.", source: "School nurse",
        observedAt: "2026-01-05T09:30:00Z")
    ],
    narrative: "Disclosed to her teacher that she was grabbed and is afraid to go home.")

  /// Calls a body until a second has passed, and prints nanoseconds a call: the best of five.
  private static func measure(_ what: String, _ body: () throws -> Int) throws {
    var best = Double.infinity
    for _ in 0..<5 {
      let clock = ContinuousClock()
      var calls = 0
      var sum = 0
      let start = clock.now
      while clock.now - start < .milliseconds(200) {
        for _ in 0..<1000 { sum &+= try body() }
        calls += 1000
      }
      let elapsed = (clock.now - start) / .nanoseconds(1)
      if sum >= 0 { best = min(best, elapsed / Double(calls)) }
    }
    print("measured: \(what): \(Int(best)) ns")
  }

  @Test func aReferral() throws {
    let bytes = encode(Self.referral)
    print("measured: a referral of \(bytes.count) bytes")
    try Self.measure("decode: gate, unpack, copy") { try decode(Referral.self, from: bytes).children.count }
    try Self.measure("encode") { encode(Self.referral).count }
    let ledger = ArenaLedger()
    _ = try bytes.withUnsafeBufferPointer {
      try decode(Referral.self, from: UnsafeRawBufferPointer($0), limits: .standard, ledger: ledger)
    }
    print("measured: arena: \(ledger.peakBytes) bytes in \(ledger.chunksTaken) chunk")
  }

  @Test func theMessagesAroundACall() throws {
    let header = encode(CallHeader(method: "/cairn.v1.CaseService/GetCase", timeoutUs: 5_000_000))
    try Self.measure("decode a call header of \(header.count) bytes") {
      Int(try decode(CallHeader.self, from: header).timeoutUs)
    }
    let receipt = SubmitReferralResponse(
      receipt: Receipt(
        streams: [
          StreamReceipt(
            streamID: "018f3a1c-5b7e-7cc3-9d6a-2f1e0b9c8d7f", token: "b3BhcXVlLXRva2Vu", positions: [123_456],
            leaves: [[UInt8](repeating: 7, count: 32)])
        ], recordedAtUs: 1_700_000_000_000_000),
      referralID: "018f3a1c-5b7e-7cc3-9d6a-2f1e0b9c8d7f", caseIDs: ["018f3a1c-5b7e-7cc3-9d6a-2f1e0b9c8d7e"])
    try Self.measure("encode a response of \(encode(receipt).count) bytes") { encode(receipt).count }
  }
}
