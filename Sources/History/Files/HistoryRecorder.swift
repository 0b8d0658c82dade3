internal import Glibc
internal import Synchronization

/// Writes a history while it happens: any number of clients, one file.
///
/// Lines go to the file in blocks. What a killed writer had not written yet is lost, which makes a check weaker and never
/// wrong. After a write that failed nothing more is written, and ``flush()`` says so.
package final class HistoryRecorder: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var failure: HistoryFault?
  }

  /// The file's name.
  package let path: String
  private let file: Int32
  private let now: @Sendable () -> UInt64
  private let state = Mutex(State())

  /// How much waits in memory before it is written.
  private static let bufferBytes = 1 << 16

  /// Nanoseconds of the machine's clock that never runs backwards, the same for all its processes.
  package static let monotonicNanoseconds: @Sendable () -> UInt64 = {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Makes a new file, readable by its owner alone. One that exists is a fault: a history is never written over.
  package convenience init(
    path: String, now: @escaping @Sendable () -> UInt64 = HistoryRecorder.monotonicNanoseconds
  ) throws(HistoryFault) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw HistoryFile.fault(path, "cannot be made") }
    self.init(file: file, path: path, now: now)
  }

  /// Takes an open file over, and closes it in the end.
  init(file: Int32, path: String, now: @escaping @Sendable () -> UInt64) {
    self.file = file
    self.path = path
    self.now = now
  }

  deinit {
    try? flush()
    close(file)
  }

  /// Notes a step at this moment. An invocation is noted before it is sent, an answer after it has come.
  ///
  /// Names of clients, agencies and statuses are printable ASCII without quotes and backslashes.
  package func note(_ step: HistoryRecord.Step, by client: String) {
    state.withLock { state in
      guard state.failure == nil else { return }
      // Within the lock, so that the file is in the order of its times.
      HistoryRecord(at: now(), client: client, step: step).appendLine(to: &state.buffer)
      if state.buffer.count >= Self.bufferBytes { write(&state) }
    }
  }

  /// Hands everything noted to the system.
  ///
  /// - Throws: why something could not be written, now or before.
  package func flush() throws(HistoryFault) {
    let failure = state.withLock { state -> HistoryFault? in
      write(&state)
      return state.failure
    }
    if let failure { throw failure }
  }

  private func write(_ state: inout State) {
    var written = 0
    while written < state.buffer.count, state.failure == nil {
      let count = state.buffer.withUnsafeBytes { bytes in
        Glibc.write(file, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        state.failure = HistoryFile.fault(path, "cannot be written")
      }
    }
    state.buffer.removeAll(keepingCapacity: true)
  }
}
