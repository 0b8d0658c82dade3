package import CairnMessages
internal import NIOCore

extension FrameClient: MethodCaller {
  package func exchange(
    _ kind: MethodKind, path: String, metadata: Metadata, timeout: Duration?,
    next: @escaping @Sendable () async throws -> [UInt8]?, answered: @escaping @Sendable ([UInt8]) async throws -> Void
  ) async throws {
    let first = kind.streamsRequests ? [] : try await next() ?? []
    guard kind != .unary else {
      return try await answered(
        try await callBytes(path: path, first, timeout: timeout, metadata: metadata, idempotent: true).message)
    }
    let request = UnaryRequest(path: path, metadata: metadata, message: first)
    let handle = try await openBytes(kind, request, timeout: timeout)
    try await withThrowingTaskGroup(of: Void.self) { group in
      if kind.streamsRequests, let outbox = handle.core.outbox {
        group.addTask {
          while let request = try await next() { try await outbox.send(request) }
          outbox.finish()
        }
      }
      while let response = try await handle.core.inbox.next() { try await answered(Array(response.readableBytesView)) }
      // The server may end the call before it has read everything.
      group.cancelAll()
    }
  }
}
