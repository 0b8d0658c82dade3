internal import CLibpq
internal import DequeModule
internal import Glibc
internal import Synchronization

/// Runs an actor on a thread of its own, so that what it waits for takes none of the cooperative pool's.
final class ThreadExecutor: SerialExecutor {
  private struct State {
    var jobs = Deque<UnownedJob>()
    var isStopped = false
  }

  private let state: Mutex<State>
  private let wakeDescriptor: Int32

  /// - Throws: `connectFailed` if the system has no descriptor or thread left.
  init() throws(PostgresError) {
    wakeDescriptor = cairn_event_descriptor()
    state = Mutex(State())
    guard wakeDescriptor >= 0 else {
      throw PostgresError(.connectFailed, "No file descriptor is left for a session; raise the limit (ulimit -n).")
    }
    let isStarted = SessionThread.start { self.work() }
    guard isStarted else { throw PostgresError(.connectFailed, "The system could not start a thread for a session.") }
  }

  deinit { close(wakeDescriptor) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
    _ = cairn_event_signal(wakeDescriptor)
  }

  /// Ends the thread once it has run what was enqueued.
  func stop() {
    state.withLock { $0.isStopped = true }
    _ = cairn_event_signal(wakeDescriptor)
  }

  private func work() {
    while true {
      let (job, isStopped) = state.withLock { ($0.jobs.popFirst(), $0.isStopped) }
      if let job {
        job.runSynchronously(on: asUnownedSerialExecutor())
      } else if isStopped {
        return
      } else {
        var descriptor = pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&descriptor, 1, -1)
        _ = cairn_event_clear(wakeDescriptor)
      }
    }
  }
}
