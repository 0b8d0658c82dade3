internal import Glibc

/// The machine's clock, read in one place.
package enum SystemClock {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package static let microseconds: @Sendable () -> Int64 = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
