internal import CairnCodec
internal import CairnMessages
internal import Testing

@testable internal import RPC

@Suite("Methods and what they answer", .timeLimit(.minutes(2)))
struct MethodTableTests {
  private static let typed = Method<Metadatum, ErrorInfo>(path: "/test.Typed/Typed")
  private static let now = Method<Metadatum, ErrorInfo>(path: "/test.Typed/Now")
  private static let described = Method<Metadatum, ErrorInfo>(path: "/test.Typed/Described")

  private struct Secret: Error { let narrative = "family name" }
  private struct Rejection: RPCErrorConvertible {
    var rpcError: RPCError {
      RPCError(
        .failedPrecondition, "the case is closed",
        details: [.errorInfo(reason: "CASE_CLOSED", domain: "cairn", metadata: [("state", "closed")])])
    }
  }

  private static func table() -> MethodTable {
    var table = MethodTable()
    table.register(typed) { request, context in ErrorInfo(reason: request.key, domain: context.method) }
    table.registerImmediate(now) { request, _ in ErrorInfo(reason: request.key) }
    table.registerWithMetadata(described) { request, context in
      (ErrorInfo(reason: request.key), context.metadata)
    }
    table.registerBytes(path: "/test.Fail/Unexpected") { _, _ in throw Secret() }
    table.registerImmediateBytes(path: "/test.Fail/UnexpectedNow") { _, _ in throw Secret() }
    table.registerBytes(path: "/test.Fail/Rejected") { _, _ in throw Rejection() }
    table.registerBytes(path: "/test.Fail/BadMetadata") { _, context in
      var metadata = Metadata()
      metadata.add("Not Allowed", "x")
      return .init(message: [], metadata: metadata)
    }
    return table
  }

  private func error(of path: String, _ message: [UInt8] = []) async throws -> RPCError {
    try await withServer(Self.table()) { server in
      try await withClient(server.address) { client in
        try await rpcError { _ = try await client.callBytes(path: path, message) }
      }
    }
  }

  @Test("Typed methods decode, answer and give metadata")
  func typed() async throws {
    try await withServer(Self.table()) { server in
      try await withClient(server.address) { client in
        let answer = try await client.call(Self.typed, Metadatum(key: "k", value: [0]))
        #expect(answer == ErrorInfo(reason: "k", domain: "/test.Typed/Typed"))
        let immediate = try await client.call(Self.now, Metadatum(key: "k"))
        #expect(immediate == ErrorInfo(reason: "k"))
        var metadata = Metadata()
        metadata.add("a", "b")
        let described = try await client.callWithMetadata(Self.described, Metadatum(key: "k"), metadata: metadata)
        #expect(described.response == ErrorInfo(reason: "k"))
        #expect(described.metadata["a"] == "b")
      }
    }
  }

  @Test("Bytes that are no message are INVALID_ARGUMENT and name the field", arguments: ["Typed", "Now"])
  func badRequest(method: String) async throws {
    let error = try await error(of: "/test.Typed/\(method)", [0x0A, 2, 0xC3, 0x28])
    #expect(error.code == .invalidArgument)
    #expect(error.fieldViolations.map(\.field) == ["key"])
    #expect(error.fieldViolations.map(\.reason) == ["INVALID_UTF8"])
  }

  @Test("An answer that is no message of its method is INTERNAL for the caller")
  func badAnswer() async throws {
    var table = MethodTable()
    table.registerBytes(path: Self.typed.path) { _, _ in .init(message: [0xFF]) }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let error = try await rpcError { _ = try await client.call(Self.typed, Metadatum()) }
        #expect(error.code == .internal)
      }
    }
  }

  @Test(
    "What a handler did not mean to throw says nothing but the request", arguments: ["Unexpected", "UnexpectedNow"])
  func unexpected(method: String) async throws {
    let error = try await error(of: "/test.Fail/\(method)")
    #expect(error.code == .internal)
    #expect(error.message == "the server failed; request 7-1-1")
    #expect(error.details.isEmpty)
  }

  @Test("What a handler rejects arrives with code, message and details")
  func rejected() async throws {
    let error = try await error(of: "/test.Fail/Rejected")
    #expect(error.code == .failedPrecondition)
    #expect(error.message == "the case is closed")
    #expect(error.errorInfo?.reason == "CASE_CLOSED")
    #expect(error.errorInfo?.metadata == [ErrorInfoEntry(key: "state", value: "closed")])
  }

  @Test("An answer's metadata is held to the rules too")
  func badMetadata() async throws {
    #expect(try await error(of: "/test.Fail/BadMetadata").code == .internal)
  }

  @Test(
    "A method or service that is not there is UNIMPLEMENTED, and says which",
    arguments: [
      ("/test.Fail/Nothing", "the service has no such method"), ("/test.Nobody/X", "this server has no such service"),
      ("nonsense", "a method's path is /package.Service/Method"),
      ("/a/b/c", "a method's path is /package.Service/Method"),
    ])
  func unimplemented(path: String, message: String) async throws {
    let error = try await error(of: path)
    #expect(error.code == .unimplemented)
    #expect(error.message == message)
  }

  @Test("Status codes are gRPC's, all seventeen")
  func codes() {
    #expect(StatusCode.allCases.map(\.rawValue) == Array(0...16))
    #expect(Set(StatusCode.allCases.map(\.name)).count == 17)
  }

  @Test("A trailer's code that is not known reads as UNKNOWN; none, or 0, as OK")
  func trailers() {
    #expect(RPCError(trailer: CallTrailer(status: Status(code: 99)), isUntouched: false)?.code == .unknown)
    #expect(RPCError(trailer: CallTrailer(status: Status(code: -1)), isUntouched: false)?.code == .unknown)
    #expect(RPCError(trailer: CallTrailer(), isUntouched: false).map(\.code) == nil)
    #expect(RPCError(trailer: CallTrailer(status: Status()), isUntouched: false).map(\.code) == nil)
    #expect(RPCError(.internal, "a\0b").trailer.status?.message == "a b")
  }
}
