internal import CLibcrypto
internal import Synchronization

/// Chance in bulk: one draw from the generator serves many nonces and keys, because a draw for each costs as much as to
/// seal with it.
package final class RandomSource: Sendable {
  private struct Reserve {
    var bytes: [UInt8] = []
    /// How many of them were handed out.
    var taken = 0
  }

  private let reserve = Mutex(Reserve())
  private let draw: @Sendable (_ count: Int) -> [UInt8]

  private static let reserveBytes = 4_096

  /// A source over libcrypto's generator for secrets, or over one that a test hands in and that returns `count` bytes.
  package init(draw: @escaping @Sendable (_ count: Int) -> [UInt8] = RandomSource.generator) {
    self.draw = draw
  }

  /// Bytes of libcrypto's generator for secrets: a CTR_DRBG that the system's own seeds.
  ///
  /// Source: NIST SP 800-90A.
  package static let generator: @Sendable (_ count: Int) -> [UInt8] = { count in
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      precondition(
        RAND_priv_bytes_ex(nil, buffer.baseAddress, count, 0) == 1, "the system gives libcrypto no random bytes")
      filled = count
    }
  }

  /// `count` bytes that nobody else gets.
  package func bytes(_ count: Int) -> [UInt8] {
    take(count) { Array($0) }
  }

  /// Fills a buffer with bytes that nobody else gets.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    take(buffer.count) { buffer.copyMemory(from: $0) }
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
