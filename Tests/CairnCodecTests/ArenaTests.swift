internal import CairnCodec
internal import CairnMessages
internal import Foundation
internal import Testing

@Suite struct ArenaTests {
  /// Decodes and says what memory it took.
  private static func measured<M: WireMessage>(
    _ type: M.Type, _ bytes: [UInt8], limits: DecodeLimits = .standard
  ) -> (error: WireError?, ledger: ArenaLedger) {
    let ledger = ArenaLedger()
    do throws(WireError) {
      _ = try bytes.withUnsafeBufferPointer { buffer throws(WireError) in
        try decode(type, from: UnsafeRawBufferPointer(buffer), limits: limits, ledger: ledger)
      }
      return (nil, ledger)
    } catch {
      return (error, ledger)
    }
  }

  @Test func manyEmptyMessagesGoOverTheBudget() {
    // Two bytes each, and more than a hundred to unpack.
    let bytes = Array(repeatElement([0x0a, 0x00] as [UInt8], count: 5_000).joined())
    let (error, ledger) = Self.measured(Referral.self, bytes)
    #expect(error?.code == .overBudget)
    #expect(ledger.peakBytes <= 64 * bytes.count + 4096)
    #expect(ledger.chunksTaken > 0)
    #expect(ledger.chunksTaken == ledger.chunksFreed)
  }

  @Test func theBudgetIsCapped() {
    let bytes = Array(repeatElement([0x22, 0x04, 1, 2, 3, 4] as [UInt8], count: 1_000).joined())
    let (error, ledger) = Self.measured(StreamReceipt.self, bytes, limits: DecodeLimits(arenaBytesMax: 10_000))
    #expect(error?.code == .overBudget)
    #expect(ledger.peakBytes <= 10_000)
    #expect(Self.measured(StreamReceipt.self, bytes).error == nil)
  }

  @Test func everyBudgetThatIsTooSmallIsRefusedCleanly() throws {
    var bytes = Array(repeatElement([0x0a, 0x02, 0x20, 0x01, 0x7a, 0x01, 0x61] as [UInt8], count: 40).joined())
    bytes += encode(Referral(reporter: Reporter(name: PersonName(alsoKnownAs: ["a", "b"])), narrative: "n"))
    var refused = 0
    var taken = 0
    for budget in stride(from: 0, through: 20_000, by: 48) {
      let (error, ledger) = Self.measured(Referral.self, bytes, limits: DecodeLimits(arenaBytesMax: budget))
      #expect(error == nil || error?.code == .overBudget)
      #expect(ledger.peakBytes <= budget)
      #expect(ledger.chunksTaken == ledger.chunksFreed)
      if error == nil { taken += 1 } else { refused += 1 }
    }
    #expect(refused > 50)
    #expect(taken > 50)
  }

  @Test func anHonestReferralNeedsOneChunk() throws {
    let statement = Statement(assertion: .observed, text: "Bruises on both arms.", source: "school nurse")
    let referral = Referral(
      children: [Child(name: PersonName(given: "Ada", family: "Byron"), dateOfBirth: "2015-12-10")],
      source: "6", primaryNeed: "N1", statements: [statement], narrative: String(repeating: "words ", count: 40))
    let (error, ledger) = Self.measured(Referral.self, encode(referral))
    #expect(error == nil)
    #expect(ledger.chunksTaken == 1)
    #expect(ledger.chunksFreed == 1)
  }

  /// Bytes of data that the process has from the machine; the sixth number of `statm` counts pages of 4 KiB.
  private static func bytesOfData() throws -> Int {
    let numbers = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
    return try #require(Int(numbers[5])) * 4096
  }

  @Test func memoryIsGivenBackToTheMachine() throws {
    // Each takes at least 64 KiB of arena, so that leaks stand out from what other tests hold.
    let bytes = encode(Referral(narrative: String(repeating: "x", count: 60_000)))
    let refused = Array(repeatElement([0x0a, 0x00] as [UInt8], count: 5_000).joined())
    let before = try Self.bytesOfData()
    for _ in 0..<1_500 {
      _ = try decode(Referral.self, from: bytes)
      #expect(throws: WireError.self) { try decode(Referral.self, from: refused, limits: Self.small) }
    }
    #expect(try Self.bytesOfData() - before < 128 << 20)
  }

  private static let small = DecodeLimits(arenaBytesMax: 64 << 10)
}
