internal import Synchronization

/// Bytes that all connections of a server may hold together; or, within that, one of them for one purpose.
final class ByteBudget: Sendable {
  /// Who holds no more than this is let into what is kept for them.
  private static let littleBytes = 65_536

  private let limit: Int
  private let whole: ByteBudget?
  private let used = Atomic<Int>(0)

  /// - Parameter whole: what is taken here is taken there, too.
  init(limit: Int, within whole: ByteBudget? = nil) {
    self.limit = limit
    self.whole = whole
  }

  /// Bytes held now.
  var usedBytes: Int { used.load(ordering: .relaxed) }

  /// Whether nothing is left.
  var isExhausted: Bool { usedBytes >= limit }

  /// Takes bytes if they are to be had, of a connection that holds so many already. The last quarter is kept for those who hold
  /// little: so a few who hold much do not keep everybody else out.
  func reserve(_ bytes: Int, whoHolds held: Int) -> Bool {
    guard held + bytes > Self.littleBytes, usedBytes + bytes > limit / 4 * 3 else { return reserve(bytes) }
    return false
  }

  /// Takes bytes if they are to be had.
  func reserve(_ bytes: Int) -> Bool {
    if used.wrappingAdd(bytes, ordering: .relaxed).newValue <= limit, whole?.reserve(bytes) ?? true { return true }
    used.wrappingSubtract(bytes, ordering: .relaxed)
    return false
  }

  /// Counts bytes that are held already, beyond the limit too; for what cannot be refused any more.
  func charge(_ bytes: Int) {
    used.wrappingAdd(bytes, ordering: .relaxed)
    whole?.charge(bytes)
  }

  /// Gives bytes back.
  func release(_ bytes: Int) {
    used.wrappingSubtract(bytes, ordering: .relaxed)
    whole?.release(bytes)
  }
}
