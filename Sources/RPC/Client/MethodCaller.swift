package import CairnMessages

/// Calls methods with bytes, in some dialect.
package protocol MethodCaller: Sendable {
  /// Makes a call of any kind and returns when it has ended well.
  ///
  /// - Parameters:
  ///   - timeout: how long the call may take; `nil` for as long as its connection.
  ///   - next: the next request; `nil` if there is none.
  ///   - answered: is given each response as it comes.
  /// - Throws: the status with which the call ended, or what one of the two functions threw.
  func exchange(
    _ kind: MethodKind, path: String, metadata: Metadata, timeout: Duration?,
    next: @escaping @Sendable () async throws -> [UInt8]?, answered: @escaping @Sendable ([UInt8]) async throws -> Void
  ) async throws
}
