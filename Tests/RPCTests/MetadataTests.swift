internal import CairnMessages
internal import Testing

@testable internal import RPC

@Suite("Metadata by gRPC's rules", .timeLimit(.minutes(2)))
struct MetadataTests {
  private static func fault(_ key: String, _ value: [UInt8] = [65]) -> String? {
    Metadata([Metadatum(key: key, value: value)]).fault
  }

  @Test("Keys that may be", arguments: ["a", "cairn-role", "x_y.z-0", "any-bin", String(repeating: "k", count: 128)])
  func goodKeys(key: String) { #expect(Self.fault(key) == nil) }

  @Test(
    "Keys that may not be",
    arguments: ["", "Upper", "spa ce", "grpc-status", "é", ":path", String(repeating: "k", count: 129), "a\0"])
  func badKeys(key: String) { #expect(Self.fault(key) != nil) }

  @Test("Values are printable ASCII, or any bytes under a key in -bin")
  func values() {
    #expect(Self.fault("k", Array(" ~".utf8)) == nil)
    for byte in [0, 0x1F, 0x7F, 0xFF] as [UInt8] {
      #expect(Self.fault("k", [byte]) != nil)
      #expect(Self.fault("k-bin", [byte]) == nil)
    }
  }

  @Test("At most 64 pieces; a fault names a piece by its number, never its value")
  func count() {
    let piece = Metadatum(key: "k", value: [65])
    #expect(Metadata(Array(repeating: piece, count: 64)).fault == nil)
    #expect(Metadata(Array(repeating: piece, count: 65)).fault != nil)
    let secret = Metadata([piece, Metadatum(key: "k", value: Array("secret\0".utf8))]).fault
    #expect(secret?.contains("metadata[1]") == true)
    #expect(secret?.contains("secret") == false)
  }

  @Test("The first value of a key, as text or bytes")
  func lookup() {
    var metadata = Metadata()
    metadata.add("k", "first")
    metadata.add("k", "second")
    metadata.add("raw-bin", bytes: [0xFF])
    #expect(metadata["k"] == "first")
    #expect(metadata["raw-bin"] == nil)
    #expect(metadata[bytes: "raw-bin"] == [0xFF])
    #expect(metadata["absent"] == nil)
  }

  @Test("A client refuses metadata that breaks the rules before it sends anything")
  func client() async throws {
    try await withClient(.unix(path: "/nonexistent/socket")) { client in
      let error = try await rpcError {
        _ = try await client.callBytes(
          path: "/x.Y/Z", [], metadata: Metadata([Metadatum(key: "Bad", value: [])]))
      }
      #expect(error.code == .invalidArgument)
    }
  }

  @Test("Deadlines do not overflow")
  func deadlines() {
    let start = Deadline(uptimeNanoseconds: 10)
    #expect(start.advanced(nanoseconds: .max) == .never)
    #expect(start.advanced(by: .seconds(Int64.max)) == .never)
    #expect(start.advanced(by: .seconds(-1)) == start)
    #expect(start.advanced(by: .milliseconds(1_500)).uptimeNanoseconds == 1_500_000_010)
    #expect(Deadline(uptimeNanoseconds: 0).remaining == .zero)
    #expect(start.nanoseconds(after: Deadline(uptimeNanoseconds: 4)) == 6)
  }
}
