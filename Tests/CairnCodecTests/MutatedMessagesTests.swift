internal import CairnCodec
internal import CairnMessages
internal import MessageSamples
internal import Testing

/// Tens of thousands of spoilt messages at the gate and the decoder.
@Suite struct MutatedMessagesTests {
  private struct Tally {
    var taken = 0
    var refused: [WireError.Code: Int] = [:]
  }

  /// The bytes of U+FFFD, which stand in where Swift mends text that is not UTF-8. No sample holds any.
  private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]

  private static func contains(_ bytes: [UInt8], _ piece: [UInt8]) -> Bool {
    bytes.count >= piece.count && (0...(bytes.count - piece.count)).contains { bytes[$0...].starts(with: piece) }
  }

  /// Decodes spoilt bytes; whatever is taken must be a sound value.
  private static func attempt<M: TestedMessage>(
    _ type: M.Type, _ bytes: [UInt8], _ ledger: ArenaLedger, _ tally: inout Tally
  ) {
    ledger.resetPeak()
    do throws(WireError) {
      let message = try bytes.withUnsafeBufferPointer { buffer throws(WireError) in
        try decode(type, from: UnsafeRawBufferPointer(buffer), limits: .standard, ledger: ledger)
      }
      tally.taken += 1
      let canonical = encode(message)
      #expect((try? decode(type, from: canonical)) == message)
      if contains(canonical, replacement) {
        #expect(contains(bytes, replacement), "text that is not UTF-8 went through the gate and was mended")
      }
    } catch {
      tally.refused[error.code, default: 0] += 1
      #expect(error.offset >= 0 && error.offset <= bytes.count)
    }
    #expect(ledger.peakBytes <= DecodeLimits.standard.arenaBytes(forInput: bytes.count))
    #expect(ledger.chunksTaken == ledger.chunksFreed)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func noneCrashesLeaksOrTakesMoreThanItsBudget(_ seed: UInt64) {
    var chance = Chance(seed: seed)
    let ledger = ArenaLedger()
    var tally = Tally()
    func attack<M: TestedMessage>(_ type: M.Type) {
      let sample = encode(M.sample(by: &chance))
      let other = encode(M.sample(by: &chance))
      for _ in 0..<10 {
        var bytes = sample
        for _ in 0...chance.below(4) {
          Mutation.allCases[chance.below(Mutation.allCases.count)].apply(to: &bytes, other: other, by: &chance)
        }
        Self.attempt(type, bytes, ledger, &tally)
      }
    }
    var attempts = 0
    while attempts < 15_000 {
      for type in testedMessageTypes { attack(type) }
      attempts += 10 * testedMessageTypes.count
    }
    // Both outcomes are common, so that both are tested.
    #expect(tally.taken > attempts / 20)
    for code in [WireError.Code.malformed, .invalidUTF8, .nulInText] { #expect(tally.refused[code, default: 0] > 20) }
    #expect(ledger.chunksTaken > attempts / 20)
  }

  @Test func bytesThatWereNeverAMessageAreRefusedOrTakenCleanly() {
    var chance = Chance(seed: 99)
    let ledger = ArenaLedger()
    var tally = Tally()
    for _ in 0..<5_000 {
      let bytes = (0..<chance.below(120)).map { _ in UInt8(truncatingIfNeeded: chance.next()) }
      func attack<M: TestedMessage>(_ type: M.Type) { Self.attempt(type, bytes, ledger, &tally) }
      attack(testedMessageTypes[chance.below(testedMessageTypes.count)])
    }
    #expect(tally.taken > 0)
  }
}
