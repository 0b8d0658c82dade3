@testable internal import RPC

/// Something that happens once, and that others wait for.
struct Signal: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  /// It has happened; as often as one likes, once for each that waits.
  func send() { continuation.yield() }

  /// Returns when it has happened, or the task is cancelled.
  func wait() async {
    for await _ in stream { return }
  }
}

extension MethodTable {
  /// Adds `/test.Wait/Forever`, which ends only by cancellation.
  mutating func registerForever(started: Signal = Signal(), cancelled: Signal = Signal()) {
    registerBytes(path: "/test.Wait/Forever") { _, _ in
      started.send()
      await Signal().wait()
      cancelled.send()
      throw CancellationError()
    }
  }

  /// Adds `/test.Wait/Until`, which answers its request when the signal comes.
  mutating func registerUntil(_ signal: Signal, started: Signal = Signal()) {
    registerBytes(path: "/test.Wait/Until") { bytes, _ in
      started.send()
      await signal.wait()
      return Answer(message: bytes)
    }
  }
}

/// The error that a call throws.
func rpcError(_ body: () async throws -> Void) async throws -> RPCError {
  do {
    try await body()
  } catch let error as RPCError {
    return error
  }
  throw TestFailure("no error was thrown")
}

/// A path for a Unix socket that no other test, and no other run, has.
func temporarySocketPath() -> String {
  "/tmp/cairn-\(String(UInt64.random(in: 0...(.max)), radix: 36)).sock"
}
