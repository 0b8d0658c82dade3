import Cryptography
import EventLog
import Identifiers
import Testing

@testable import AccessLog

@Suite struct AccessLogTests {
  private static let logID = Identifier128(high: 1, low: 2)

  private func record(_ number: UInt64, bytes: Int = 3) -> SealedAccess {
    SealedAccess(
      id: Identifier128(high: 9, low: number), bytes: Array(repeating: UInt8(number & 0xff), count: bytes), tokens: [])
  }

  private func head(_ frontier: MerkleFrontier = MerkleFrontier(), recordedAt: Int64 = 0) -> AccessHead {
    AccessHead(logID: Self.logID, recordedAt: recordedAt, frontier: frontier)
  }

  @Test func aLeafCoversWhatIsStoredAndWhere() {
    let record = record(7)
    var entry: [UInt8] = [0] + Array("CRA1".utf8) + Self.logID.bytes
    entry += [0, 0, 0, 0, 0, 0, 0, 5] + [0, 0, 0, 0, 0, 0, 1, 0] + record.id.bytes
    entry += Digest256(hashing: record.bytes).bytes
    #expect(
      AccessPage.leaf(of: record.id, record.bytes, logID: Self.logID, position: 5, recordedAt: 256)
        == Digest256(hashing: entry))
  }

  @Test func aPageFollowsItsHeadInPositionAndTime() {
    let first = AccessPage(id: Identifier128(high: 1, low: 1), [record(1), record(2)], behind: head(), now: 100)
    #expect(first.head.position == 2 && first.recordedAt == 100)
    let second = AccessPage(id: Identifier128(high: 1, low: 2), [record(3)], behind: first.head, now: 50)
    #expect(second.head.position == 3 && second.recordedAt == 100, "time does not run backwards")
  }

  /// What was stored of three records, two of them in one page.
  private func stored() -> (head: AccessHead, records: [StoredAccess]) {
    let first = AccessPage(id: Identifier128(high: 1, low: 1), [record(1), record(2)], behind: head(), now: 100)
    let second = AccessPage(id: Identifier128(high: 1, low: 2), [record(3)], behind: first.head, now: 200)
    let records = zip([record(1), record(2), record(3)], [100, 100, 200] as [Int64]).enumerated().map { index, one in
      StoredAccess(position: UInt64(index) + 1, recordedAt: one.1, id: one.0.id, bytes: one.0.bytes)
    }
    return (second.head, records)
  }

  private func fault(_ head: AccessHead, _ records: [StoredAccess]) -> AccessVerification.Fault? {
    var verification = AccessVerification(of: head)
    do throws(AccessVerification.Fault) {
      try verification.add(records)
      while !verification.isAtEnd { try verification.add([]) }
      try verification.conclude()
      return nil
    } catch {
      return error
    }
  }

  @Test func whatIsStoredVerifiesAndNothingElseDoes() {
    let (head, records) = stored()
    #expect(fault(head, records) == nil)
    var changed = records
    changed[1] = StoredAccess(position: 2, recordedAt: 100, id: records[1].id, bytes: [1])
    #expect(fault(head, changed) == .rootDiffers(position: 3))
    #expect(fault(head, [records[0], records[2]]) == .gap(after: 1))
    #expect(fault(head, Array(records.prefix(2))) == .gap(after: 2))
    var backwards = records
    backwards[2] = StoredAccess(position: 3, recordedAt: 99, id: records[2].id, bytes: records[2].bytes)
    #expect(fault(head, backwards) == .timeRunsBackwards(position: 3))
  }

  @Test func aRecordOpensAsItselfAlone() async throws {
    let random = RandomSource()
    let key = try #require(KeyEncryptionKey(bytes: [UInt8](repeating: 7, count: 32), random: random))
    let ring = KeyRing(store: InMemoryKeyStore(), keyEncryptionKey: key, random: random, now: { 0 })
    let sealer = try await AccessSealer(from: ring)
    let (one, other) = (Identifier128(high: 1, low: 1), Identifier128(high: 1, low: 2))
    let sealed = sealer.seal([1, 2, 3], id: one, subjects: [.ofCase(other), .person(other)])
    #expect(try sealer.open(sealed.bytes, id: one) == [1, 2, 3])
    #expect(throws: SealingError.self) { try sealer.open(sealed.bytes, id: other) }
    #expect(sealer.seal([1, 2, 3], id: other, subjects: []).bytes != sealed.bytes)
    #expect(Set(sealed.tokens).count == 2 && sealed.tokens.contains(sealer.token(.ofCase(other))))
  }
}
