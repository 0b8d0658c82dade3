internal import Synchronization

/// Bytes that all connections of a server may hold together; or, within that, one of them for one purpose.
final class ByteBudget: Sendable {
  /// What each connection may hold, however much others hold: so those who hold much keep nobody out.
  static let ownBytes = 16_384

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

  /// Takes bytes if they are to be had, or if they are a connection's own, which holds so many already.
  func reserve(_ bytes: Int, whoHolds held: Int) -> Bool {
    guard held + bytes <= Self.ownBytes else { return reserve(bytes) }
    charge(bytes)
    return true
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
