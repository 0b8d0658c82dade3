internal import Glibc

/// What a session's thread found ready after waiting.
struct Readiness {
  /// The socket has data, room, or an end to report.
  let socket: Bool
  /// The mailbox has something new.
  let woken: Bool

  /// Waits for the socket or for the mailbox.
  /// - Parameter timeoutMilliseconds: At most this long; `nil` for ever.
  static func wait(socket: Int32, events: Int32, wake: Int32, timeoutMilliseconds: Int?) -> Readiness {
    var descriptors = (
      pollfd(fd: socket, events: Int16(events), revents: 0), pollfd(fd: wake, events: Int16(POLLIN), revents: 0)
    )
    let timeout = timeoutMilliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
    let count = withUnsafeMutablePointer(to: &descriptors) { pair in
      pair.withMemoryRebound(to: pollfd.self, capacity: 2) { poll($0, 2, timeout) }
    }
    // An interrupted wait looks like nothing ready: the caller goes round again.
    guard count > 0 else { return Readiness(socket: false, woken: false) }
    return Readiness(socket: descriptors.0.revents != 0, woken: descriptors.1.revents != 0)
  }
}
