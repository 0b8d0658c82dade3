internal import Cryptography
@testable internal import EventLog
internal import EventLogTestSupport
internal import Identifiers
internal import Testing

@Suite struct EventPartsCodecTests {
  private static func encoded(_ parts: [EventPart]) -> [UInt8] {
    var bytes: [UInt8] = []
    EventPartsCodec.append(parts, to: &bytes)
    #expect(bytes.count == EventPartsCodec.byteCount(parts))
    return bytes
  }

  private static let parts = [
    EventPart(clear: [1, 0, 2]),
    EventPart(keyID: Samples.id(1), keyCommitment: Digest256(hashing: [1]), bytes: [0, 0]),
    EventPart(keyID: Samples.id(2), keyCommitment: Digest256(hashing: [2]), bytes: []),
  ]

  @Test func whatWasEncodedIsDecoded() {
    for count in 0...3 {
      let parts = Array(Self.parts.prefix(count))
      #expect(decode(Self.encoded(parts)) == parts)
    }
    let most = [EventPart](repeating: Self.parts[1], count: 255)
    #expect(decode(Self.encoded(most)) == most)
  }

  @Test func theBytesAreThoseThatAreDocumented() {
    #expect(
      Self.encoded([Self.parts[1]])
        == [1] + Samples.id(1).bytes + Digest256(hashing: [1]).bytes + [0, 0, 0, 2] + [0, 0])
  }

  @Test func anyTruncationOrAdditionIsRefused() {
    let encoded = Self.encoded(Self.parts)
    for count in 0..<encoded.count { #expect(decode(Array(encoded.prefix(count))) == nil) }
    #expect(decode(encoded + [0]) == nil)
    #expect(decode([1] + [UInt8](repeating: 0, count: 48) + [255, 255, 255, 255]) == nil)
  }

  private func decode(_ bytes: [UInt8]) -> [EventPart]? {
    bytes.withUnsafeBytes { EventPartsCodec.decode($0) }
  }
}
