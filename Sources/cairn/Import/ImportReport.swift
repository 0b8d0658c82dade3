internal import CairnMessages
internal import Synchronization

/// What became of an import's lines: counts, and the file of those that were not recorded.
final class ImportReport: Sendable {
  struct Counts: Sendable {
    var accepted = 0
    var refused = 0
    var findings = 0
    /// Of the lines that were answered, with their ends.
    var bytes: UInt64 = 0
  }

  private struct State {
    var counts = Counts()
    var rejects: RejectsFile
  }

  private let state: Mutex<State>

  init(rejects: RejectsFile) {
    state = Mutex(State(rejects: rejects))
  }

  var counts: Counts { state.withLock(\.counts) }

  func accept(_ item: ImportItem, _ response: SubmitReferralResponse) {
    state.withLock { state in
      state.counts.accepted += 1
      state.counts.findings += response.findings.count
      state.counts.bytes += UInt64(item.line.bytes.count) + 1
    }
  }

  /// Writes down a line that was not recorded, so that it can be mended and imported again.
  func reject(_ reject: ImportReject) throws {
    try state.withLock { state in
      state.counts.refused += 1
      state.counts.bytes += UInt64(reject.line.bytes.count) + 1
      try state.rejects.write(reject)
    }
  }
}
