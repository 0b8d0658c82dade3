extension MethodTable {
  /// Adds a method whose handler takes and gives bytes.
  package mutating func registerBytes(
    path: String, _ handler: @escaping @Sendable ([UInt8], CallContext) async throws -> Answer
  ) {
    register(
      path: path,
      handler: .task { bytes, context in
        let request = [UInt8](bytes)
        return { try await handler(request, context) }
      })
  }

  /// Adds a method whose handler takes and gives bytes and answers at once, on the event loop.
  package mutating func registerImmediateBytes(
    path: String, _ handler: @escaping @Sendable ([UInt8], CallContext) throws -> Answer
  ) {
    register(path: path, handler: .immediate { bytes, context in try handler([UInt8](bytes), context) })
  }
}
