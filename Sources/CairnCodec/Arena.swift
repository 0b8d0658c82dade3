internal import CCairnProto

/// Memory for one message: bump allocation in chunks, within a budget, freed all at once when the arena goes.
///
/// Chunks count against the budget as they are asked for from the system, so the peak is what the process really paid.
package final class Arena {
  /// The most that all chunks together may take, in bytes.
  let budgetBytes: Int
  /// What the chunks take. Nothing is given back early, so this is the peak.
  private(set) var peakBytes = 0
  /// Whether an allocation was turned away.
  private(set) var hasRefused = false

  private var chunks: [UnsafeMutableRawPointer] = []
  private var next: UnsafeMutableRawPointer?
  private var remaining = 0
  private var chunkBytes = 1024
  private let onFree: (() -> Void)?

  /// An empty arena. `onFree` is called for each chunk that is given back.
  init(budgetBytes: Int, onFree: (() -> Void)? = nil) {
    self.budgetBytes = budgetBytes
    self.onFree = onFree
  }

  deinit {
    for chunk in chunks {
      chunk.deallocate()
      onFree?()
    }
  }

  /// How many chunks the arena holds.
  var chunkCount: Int { chunks.count }

  /// Memory aligned for any C type, or nil if the budget does not allow it.
  func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
    guard count >= 0, count <= budgetBytes, count <= Int.max - 15 else { return refuse() }
    let rounded = max(16, (count + 15) & ~15)
    if rounded > remaining {
      guard grow(for: rounded) else { return refuse() }
    }
    let result = next
    next = next?.advanced(by: rounded)
    remaining -= rounded
    return result
  }

  /// protobuf-c's view of the arena. It must not outlive the arena.
  var allocator: ProtobufCAllocator {
    ProtobufCAllocator(
      alloc: { data, size in
        guard let data else { return nil }
        return Unmanaged<Arena>.fromOpaque(data).takeUnretainedValue().allocate(size)
      },
      free: { _, _ in },
      allocator_data: Unmanaged.passUnretained(self).toOpaque())
  }

  /// Takes the next chunk: as large as the last one doubled, or what the budget leaves, or what is needed.
  private func grow(for needed: Int) -> Bool {
    let left = budgetBytes - peakBytes
    guard needed <= left else { return false }
    let size = max(needed, min(chunkBytes, left))
    let chunk = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    chunks.append(chunk)
    peakBytes += size
    next = chunk
    remaining = size
    chunkBytes = min(chunkBytes * 2, 256 << 10)
    return true
  }

  private func refuse() -> UnsafeMutableRawPointer? {
    hasRefused = true
    return nil
  }
}
