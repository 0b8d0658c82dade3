import CairnServer
import Logging
import RPC

/// A hub's server ended before it listened.
struct NotListening: Error {}

extension HubConfiguration {
  /// Runs a server of this configuration in this process, and `body` with a client of it; then stops the server.
  ///
  /// - Parameter place: where the client connects to; the server's first address if none is given.
  func serve<Value: Sendable>(
    clientAt place: SocketName? = nil,
    _ body: @escaping @Sendable (_ address: SocketName, FrameClient) async throws -> Value
  ) async throws -> Value {
    let (addresses, continuation) = AsyncStream.makeStream(of: SocketName.self)
    let server = HubServer(
      configuration: self, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
    ) { announcement in
      if case .listening(let address) = announcement { continuation.yield(address) }
    }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await server.run()
        return nil
      }
      group.addTask {
        for await address in addresses {
          let client = FrameClient(address: place ?? address)
          do {
            let value = try await body(address, client)
            await client.close()
            return value
          } catch {
            await client.close()
            throw error
          }
        }
        return nil
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() ?? nil else { throw NotListening() }
      return value
    }
  }
}
