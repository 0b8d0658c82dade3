internal import CairnMessages
internal import NIOCore

@testable internal import RPC

/// The test service of gRPC's interoperability tests, as far as they need it; its messages are a script of numbers in place
/// of protobuf, since what is tried is the transport.
///
/// A request is `answer bytes u32, pause in ms u32, status u32, text bytes u32, text, payload`, big-endian.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md
enum InteropTable {
  private struct Script {
    let answerBytes: Int
    let pauseMilliseconds: Int
    let error: RPCError?
    let payloadBytes: Int

    init(_ bytes: some Collection<UInt8>) throws {
      var buffer = ByteBuffer(bytes: bytes)
      guard let (answer, pause, code, length) = buffer.readMultipleIntegers(as: (UInt32, UInt32, UInt32, UInt32).self),
        let text = buffer.readString(length: Int(length))
      else { throw RPCError(.invalidArgument, "not a script") }
      answerBytes = Int(answer)
      pauseMilliseconds = Int(pause)
      error = StatusCode(rawValue: Int32(code)).flatMap { $0 == .ok ? nil : RPCError($0, text) }
      payloadBytes = buffer.readableBytes
    }

    func play() async throws -> [UInt8] {
      if pauseMilliseconds > 0 { try await Task.sleep(for: .milliseconds(pauseMilliseconds)) }
      if let error { throw error }
      return [UInt8](repeating: 0, count: answerBytes)
    }
  }

  /// - Parameter cancelled: told of each call whose handler was cancelled.
  static func table(cancelled: @escaping @Sendable () -> Void = {}) -> MethodTable {
    var table = MethodTable()
    table.registerBytes(path: "/grpc.testing.TestService/EmptyCall") { _, _ in MethodTable.Answer(message: []) }
    table.registerBytes(path: "/grpc.testing.TestService/UnaryCall") { bytes, context in
      let message = try await watched(cancelled) { try await Script(bytes).play() }
      return MethodTable.Answer(message: message, metadata: context.trailing, leading: context.leading)
    }
    register("StreamingOutputCall", .serverStreaming, in: &table, cancelled)
    register("FullDuplexCall", .bidirectionalStreaming, in: &table, cancelled)
    table.register(
      path: "/grpc.testing.TestService/StreamingInputCall",
      handler: .stream(
        StreamMethod(kind: .clientStreaming, whenGoingAway: .awaited) { inbox, _, _ in
          try await watched(cancelled) {
            var sum: UInt32 = 0
            while let request = try await inbox.next() {
              sum += UInt32(try Script(request.readableBytesView).payloadBytes)
            }
            return MethodTable.Answer(message: withUnsafeBytes(of: sum.bigEndian, Array.init))
          }
        }))
    return table
  }

  private static func register(
    _ name: String, _ kind: MethodKind, in table: inout MethodTable, _ cancelled: @escaping @Sendable () -> Void
  ) {
    let method = StreamMethod(kind: kind, whenGoingAway: .ended) { inbox, outbox, context in
      try await watched(cancelled) {
        outbox.announce(context.leading)
        while let request = try await inbox.next() {
          // Scripts one after another, each an answer.
          var scripts = request
          while let length = scripts.readInteger(as: UInt32.self),
            let script = scripts.readBytes(length: Int(length))
          {
            try await outbox.send(try await Script(script).play())
          }
        }
        return MethodTable.Answer(message: [], metadata: context.trailing)
      }
    }
    table.register(path: "/grpc.testing.TestService/\(name)", handler: .stream(method))
  }

  private static func watched<Value>(
    _ cancelled: @Sendable () -> Void, _ body: () async throws -> Value
  ) async throws -> Value {
    defer { if Task.isCancelled { cancelled() } }
    return try await body()
  }
}

extension CallContext {
  fileprivate var leading: Metadata { echo("x-grpc-test-echo-initial") }
  fileprivate var trailing: Metadata { echo("x-grpc-test-echo-trailing-bin") }

  private func echo(_ key: String) -> Metadata {
    Metadata(metadata.pieces.filter { $0.key == key })
  }
}
