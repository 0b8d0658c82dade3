internal import Synchronization

/// Bytes that all connections of a server may hold together.
final class ByteBudget: Sendable {
  private let limit: Int
  private let used = Atomic<Int>(0)

  init(limit: Int) { self.limit = limit }

  /// Bytes held now.
  var usedBytes: Int { used.load(ordering: .relaxed) }

  /// Whether nothing is left.
  var isExhausted: Bool { usedBytes >= limit }

  /// Takes bytes if they are to be had.
  func reserve(_ bytes: Int) -> Bool {
    if used.wrappingAdd(bytes, ordering: .relaxed).newValue <= limit { return true }
    release(bytes)
    return false
  }

  /// Counts bytes that are held already, beyond the limit too; for what cannot be refused any more.
  func charge(_ bytes: Int) { used.wrappingAdd(bytes, ordering: .relaxed) }

  /// Gives bytes back.
  func release(_ bytes: Int) { used.wrappingSubtract(bytes, ordering: .relaxed) }
}
