internal import CairnMessages
internal import NIOCore
internal import NIOHPACK
internal import Testing

@testable internal import RPC

/// How gRPC writes what it says; each case is one of its specification.
@Suite("gRPC's forms") struct GRPCFormTests {
  @Test(
    "A timeout is read in its unit, and what is less than a microsecond counts as one",
    arguments: [
      ("1H", 3_600_000_000), ("99999999H", 359_999_996_400_000_000), ("2M", 120_000_000), ("3S", 3_000_000),
      ("99999999m", 99_999_999_000), ("7u", 7),
      ("1n", 1), ("1001n", 2), ("0S", 0), ("", nil), ("S", nil), ("123456789u", nil), ("-1S", nil), ("+1S", nil),
      ("1s", nil), ("1 S", nil), ("١S", nil),
    ] as [(String, UInt64?)])
  func timeouts(text: String, microseconds: UInt64?) { #expect(GRPCTimeout.microseconds(text) == microseconds) }

  @Test(
    "A timeout is written in the finest unit that has room for it, and never shorter",
    arguments: [
      (99_999_999, "99999999n"), (100_000_000, "100000u"), (100_000_001, "100001u"),
      (30_000_000_000, "30000000u"), (UInt64.max, "5124096H"),
    ] as [(UInt64, String)])
  func writtenTimeouts(nanoseconds: UInt64, text: String) {
    #expect(GRPCTimeout.text(nanoseconds: nanoseconds) == text)
  }

  @Test(
    "A status text is printable ASCII on its way, and itself again at its end",
    arguments: [
      ("plain text.", "plain text."), ("100%", "100%25"), ("\t\r\n", "%09%0D%0A"), ("☺", "%E2%98%BA"), ("", ""),
      ("~ \u{7F}", "~ %7F"),
    ])
  func texts(text: String, encoded: String) {
    #expect(GRPCMessageText.encoded(text) == encoded)
    #expect(GRPCMessageText.decoded(encoded) == text)
  }

  @Test("What is no encoding stays as it is", arguments: ["%", "%2", "%zz", "50% off"])
  func badTexts(text: String) { #expect(GRPCMessageText.decoded(text) == text) }

  @Test("Bytes are base64 without padding on their way; both forms are read, and joined values are several")
  func binaryMetadata() {
    #expect(GRPCMetadata.base64([0xAB, 0xAB, 0xAB]) == "q6ur" && GRPCMetadata.base64([1]) == "AQ")
    #expect(GRPCMetadata.bytes(base64: "AQ") == [1] && GRPCMetadata.bytes(base64: "AQ==") == [1])
    #expect(GRPCMetadata.bytes(base64: "") == [] && GRPCMetadata.bytes(base64: "?") == nil)
    var metadata = Metadata()
    #expect(GRPCMetadata.add("a-bin", "AQ,Ag==, Aw", to: &metadata))
    #expect(metadata.pieces.map(\.value) == [[1], [2], [3]])
    #expect(!GRPCMetadata.add("a-bin", "!", to: &metadata))
  }

  // MARK: Heads

  private static let good = [
    (":method", "POST"), (":scheme", "http"), (":path", "/test.Echo/Echo"), ("content-type", "application/grpc"),
    ("te", "trailers"), ("user-agent", "grpc-python/1.85"), ("grpc-accept-encoding", "identity, gzip"),
  ]

  private static func head(_ further: [(String, String)], without name: String = "") throws(GRPCRequestHead.Fault)
    -> GRPCRequestHead
  {
    try GRPCRequestHead(headers: (good.filter { $0.0 != name } + further).map { (name: $0.0, value: $0.1) })
  }

  @Test("A head gives its path, its timeout and the caller's own metadata")
  func heads() throws {
    let head = try Self.head([
      ("grpc-timeout", "5S"), ("cairn-agency", "met"), ("raw-bin", "AP8"), ("grpc-trace-bin", "!"),
    ])
    #expect(head.path == "/test.Echo/Echo" && head.timeoutMicroseconds == 5_000_000)
    #expect(head.metadata.pieces.map(\.key) == ["cairn-agency", "raw-bin"])
    #expect(head.metadata[bytes: "raw-bin"] == [0, 0xFF])
    #expect(try Self.head([("grpc-timeout", "0n")]).timeoutMicroseconds == 1, "no time is not no limit")
    for type in ["application/grpc+proto", "application/grpc;charset=utf-8"] {
      _ = try Self.head([("content-type", type)], without: "content-type")
    }
  }

  @Test(
    "What is no gRPC is told so by HTTP, what is not spoken here by gRPC",
    arguments: [
      (":method", "GET", .http(405)), ("content-type", "application/json", .http(415)),
      ("content-type", "application/grpcx", .http(415)), ("content-type", "application/grpc+json", .http(415)),
      ("grpc-timeout", "soon", .status(.invalidArgument, "")), ("grpc-encoding", "gzip", .status(.unimplemented, "")),
      ("x-bin", "?", .status(.invalidArgument, "")), ("x", "\u{E4}", .status(.invalidArgument, "")),
    ] as [(String, String, GRPCRequestHead.Fault)])
  func badHeads(name: String, value: String, fault: GRPCRequestHead.Fault) throws {
    do {
      _ = try Self.head([(name, value)], without: name)
      Issue.record("it was taken")
    } catch {
      switch (error, fault) {
      case (.http(let status), .http(let expected)): #expect(status == expected)
      case (.status(let code, let text), .status(let expected, _)): #expect(code == expected && !text.isEmpty)
      default: Issue.record("\(error) in place of \(fault)")
      }
    }
  }

  @Test("Metadata has a limit")
  func manyPieces() {
    #expect(throws: GRPCRequestHead.Fault.self) { try Self.head((0..<10_000).map { ("k\($0)", "v") }) }
  }

  // MARK: Messages

  @Test("Messages are found however they are cut", arguments: 1...20)
  func messages(size: Int) throws {
    var stream = ByteBuffer()
    for message in [[], [1], [UInt8](repeating: 7, count: 12)] as [[UInt8]] { stream.writeGRPCMessage(message) }
    var reader = GRPCMessageReader(messageBytesMax: 12)
    var found: [GRPCMessageReader.Step] = []
    while let part = stream.readSlice(length: min(size, stream.readableBytes)), part.readableBytes > 0 {
      reader.append(part, isLast: stream.readableBytes == 0)
      while case let step = try reader.next(), step != .needMore { found.append(step) }
    }
    #expect(!reader.isAmidMessage)
    #expect(
      found == [
        .begins(bytes: 0), .message(ByteBuffer()), .begins(bytes: 1), .message(ByteBuffer(bytes: [1])),
        .begins(bytes: 12), .message(ByteBuffer(repeating: 7, count: 12)),
      ])
  }

  @Test("A message that is too long or compressed is refused at its first bytes")
  func badMessages() throws {
    var reader = GRPCMessageReader(messageBytesMax: 12)
    reader.append(ByteBuffer(bytes: [0, 0, 0, 0, 13]), isLast: false)
    #expect(throws: GRPCMessageReader.Fault.tooLong(bytes: 13)) { try reader.next() }
    reader = GRPCMessageReader(messageBytesMax: 12)
    reader.append(ByteBuffer(bytes: [1, 0, 0, 0, 0]), isLast: false)
    #expect(throws: GRPCMessageReader.Fault.compressed) { try reader.next() }
  }

  // MARK: Ends

  @Test("An error is the same on both sides; what a client has no room for is left out, and said to be")
  func errors() throws {
    let violations = (0..<50).map {
      FieldViolation(field: "children[\($0)].name", description: "is needed", reason: "R")
    }
    let error = RPCError(.invalidArgument, "50 faults", details: [.badRequest(violations)])
    let whole = try #require(GRPCHeaders.error(in: GRPCHeaders.trailers(error, isAlone: true, bytesMax: 16_384)))
    #expect(whole.code == .invalidArgument && whole.message == "50 faults" && whole.fieldViolations == violations)
    let cut = try #require(GRPCHeaders.error(in: GRPCHeaders.trailers(error, isAlone: false, bytesMax: 1_000)))
    #expect(cut.code == .invalidArgument && cut.details.isEmpty && cut.message.contains("left out"))
    #expect(GRPCHeaders.error(in: GRPCHeaders.ok) == nil)
    #expect(GRPCHeaders.error(in: [":status": "502"])?.message.contains("502") == true)
    #expect(GRPCHeaders.trailers(error, isAlone: true, bytesMax: 0).contains(name: ":status"))
    #expect(!GRPCHeaders.trailers(error, isAlone: false, bytesMax: 0).contains(name: ":status"))
  }
}
