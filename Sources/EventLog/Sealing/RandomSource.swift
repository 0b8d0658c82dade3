internal import Glibc
internal import Synchronization

/// Chance in bulk: one draw from the system serves many nonces, because a system call for each costs a quarter of the
/// time that sealing takes.
package final class RandomSource: Sendable {
  private struct Reserve {
    var bytes: [UInt8] = []
    /// How many of them were handed out.
    var taken = 0
  }

  private let reserve = Mutex(Reserve())
  private let draw: @Sendable (_ count: Int) -> [UInt8]

  private static let reserveBytes = 4_096

  /// A source over the system's secure generator, or over one that a test hands in and that returns `count` bytes.
  package init(draw: @escaping @Sendable (_ count: Int) -> [UInt8] = RandomSource.system) {
    self.draw = draw
  }

  /// Bytes of the system's secure generator.
  package static let system: @Sendable (_ count: Int) -> [UInt8] = { count in
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let step = min(count - filled, entropyMax)
        precondition(
          getentropy(buffer.baseAddress?.advanced(by: filled), step) == 0, "the system gives no random bytes")
        filled += step
      }
    }
  }

  /// As much as one system call gives.
  ///
  /// Source: getentropy(3).
  private static let entropyMax = 256

  /// `count` bytes that nobody else gets.
  package func bytes(_ count: Int) -> [UInt8] {
    take(count) { Array($0) }
  }

  /// 64 bits that nobody else gets.
  package func word() -> UInt64 {
    take(8) { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
  }

  private func take<Value: Sendable>(_ count: Int, _ read: (UnsafeRawBufferPointer) -> Value) -> Value {
    reserve.withLock { reserve in
      if reserve.bytes.count - reserve.taken < count {
        reserve = Reserve(bytes: draw(max(count, Self.reserveBytes)))
      }
      let range = reserve.taken..<(reserve.taken + count)
      reserve.taken = range.upperBound
      return reserve.bytes.withUnsafeBytes { read(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
  }
}
