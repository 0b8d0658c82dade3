internal import Glibc

/// The clock for waiting on sockets: it never jumps, and says nothing of the date.
enum MonotonicTime {
  static var nowMilliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
