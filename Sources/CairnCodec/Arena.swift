internal import CProtobufC

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Memory that is handed out front to back and freed all at once, within a budget.
///
/// It is used by one call of the codec and never leaves it.
package struct Arena: ~Copyable {
  /// Every block is aligned so, as `malloc`'s are.
  private static let alignment = 16
  /// Chunks do not grow beyond this, unless for one block that is larger.
  private static let chunkBytesMax = 1 << 20

  private var next: UnsafeMutableRawPointer?
  private var left = 0
  /// The newest chunk; the first word of each chunk points at the one before.
  private var newest: UnsafeMutableRawPointer?
  private var chunkBytes: Int
  private var takenBytes = 0
  private let budgetBytes: Int
  private let ledger: ArenaLedger?
  /// True as soon as the budget has refused a block.
  private(set) var isExhausted = false

  /// - Parameters:
  ///   - budgetBytes: what all chunks together may take.
  ///   - firstChunkBytes: size of the first chunk; each further one is twice as large.
  ///   - ledger: counts what is taken and given back.
  init(budgetBytes: Int, firstChunkBytes: Int, ledger: ArenaLedger? = nil) {
    self.budgetBytes = budgetBytes
    chunkBytes = firstChunkBytes
    self.ledger = ledger
  }

  deinit {
    var chunk = newest
    while let current = chunk {
      chunk = current.load(as: UnsafeMutableRawPointer?.self)
      free(current)
      ledger?.chunksFreed += 1
    }
  }

  /// A block of uninitialised memory; `nil` when the budget or the machine has no more.
  @inline(__always)
  mutating func block(_ size: Int) -> UnsafeMutableRawPointer? {
    guard size >= 0, size <= Int(Int32.max) else { return refuse() }
    let rounded = (size + Self.alignment - 1) & ~(Self.alignment - 1)
    if rounded > left || next == nil {
      guard addChunk(for: rounded) else { return refuse() }
    }
    let block = next
    next = next.map { $0 + rounded }
    left -= rounded
    return block
  }

  /// No less than what the blocks that were handed out have together.
  var usedBytes: Int { takenBytes - left }

  private mutating func addChunk(for size: Int) -> Bool {
    let needed = size + Self.alignment
    let capacity = max(needed, min(chunkBytes, budgetBytes - takenBytes))
    guard capacity <= budgetBytes - takenBytes, let chunk = malloc(capacity) else { return false }
    chunk.storeBytes(of: newest, as: UnsafeMutableRawPointer?.self)
    newest = chunk
    next = chunk + Self.alignment
    left = capacity - Self.alignment
    takenBytes += capacity
    chunkBytes = min(2 * chunkBytes, max(chunkBytes, Self.chunkBytesMax))
    if let ledger {
      ledger.chunksTaken += 1
      ledger.peakBytes = max(ledger.peakBytes, takenBytes)
    }
    return true
  }

  private mutating func refuse() -> UnsafeMutableRawPointer? {
    isExhausted = true
    return nil
  }

  /// Runs a body with protobuf-c's view of this arena.
  mutating func withAllocator<Result>(_ body: (UnsafeMutablePointer<ProtobufCAllocator>) -> Result) -> Result {
    withUnsafeMutablePointer(to: &self) { arena in
      var allocator = ProtobufCAllocator(
        alloc: { data, size in
          // A size beyond Int cannot be had; a negative one is refused by the arena.
          data?.assumingMemoryBound(to: Arena.self).pointee.block(Int(truncatingIfNeeded: size))
        },
        free: { _, _ in },
        allocator_data: UnsafeMutableRawPointer(arena))
      return body(&allocator)
    }
  }
}

/// What arenas took and gave back, for tests: an arena without one counts nothing.
package final class ArenaLedger {
  /// Chunks taken from the machine.
  package fileprivate(set) var chunksTaken = 0
  /// Chunks given back to it.
  package fileprivate(set) var chunksFreed = 0
  /// The most bytes that one arena held.
  package fileprivate(set) var peakBytes = 0

  /// A ledger with nothing on it.
  package init() {}

  /// Forgets the highest peak, so that the next message is measured by itself.
  package func resetPeak() {
    peakBytes = 0
  }
}
