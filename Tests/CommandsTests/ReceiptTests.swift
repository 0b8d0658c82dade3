import CairnMessages
internal import Cryptography
import EventLog
import Identifiers
import Testing

@testable import Commands

@Suite struct ReceiptTests {
  @Test func eachStreamStandsOnceInTheOrderOfItsFirstEvent() async throws {
    let random = RandomSource()
    let key = try KeyEncryptionKey(bytes: [UInt8](repeating: 7, count: 32), random: random).unwrapped()
    let secrets = try await CommandSecrets(
      from: KeyRing(store: InMemoryKeyStore(), keyEncryptionKey: key, random: random) { 0 })
    let (first, second) = (Identifier128(high: 2, low: 1), Identifier128(high: 1, low: 2))
    let entries = [(first, 4), (second, 1), (first, 5)].enumerated().map { index, entry in
      ReceiptEntry(
        streamID: entry.0, version: UInt64(entry.1), position: UInt64(10 + index),
        leaf: Digest256(hashing: [UInt8(index)]))
    }
    let receipt = secrets.receipt(entries, recordedAt: 9)
    #expect(receipt.recordedAtUs == 9)
    #expect(receipt.streams.map(\.streamID) == [first.description, second.description])
    #expect(receipt.streams.map(\.positions) == [[10, 12], [11]])
    #expect(
      receipt.streams.map(\.leaves)
        == [[entries[0].leaf.bytes, entries[2].leaf.bytes], [entries[1].leaf.bytes]])
    #expect(
      receipt.streams.map { StreamToken($0.token, sealedUnder: secrets.token) }
        == [
          StreamToken(streamID: first, version: 5, position: 12),
          StreamToken(streamID: second, version: 1, position: 11),
        ])
  }
}
