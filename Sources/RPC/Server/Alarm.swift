internal import NIOCore

/// Rings once, at the earliest moment that it was set to since it last rang. Confined to its event loop.
final class Alarm {
  /// What it does when it rings.
  var ring: () -> Void = {}
  private let eventLoop: any EventLoop
  private var next: (at: Deadline, scheduled: Scheduled<Void>)?

  init(on eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  /// Has it ring at a moment, unless it rings before.
  func set(_ at: Deadline) {
    if let next {
      guard at < next.at else { return }
      next.scheduled.cancel()
    }
    let scheduled = eventLoop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(at.uptimeNanoseconds)) {
      self.next = nil
      self.ring()
    }
    next = (at, scheduled)
  }

  /// Keeps it from ringing.
  func cancel() {
    next?.scheduled.cancel()
    next = nil
  }
}
