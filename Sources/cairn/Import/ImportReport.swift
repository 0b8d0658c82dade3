internal import CairnMessages
internal import Foundation
internal import Synchronization

/// What became of an import's lines, and the file of those that were not recorded.
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
    var rejects: FileHandle?
  }

  private let rejectsPath: String
  private let state = Mutex(State())

  init(rejectsPath: String) {
    self.rejectsPath = rejectsPath
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
      let file = try state.rejects ?? open()
      state.rejects = file
      try file.write(contentsOf: Self.text(reject))
    }
  }

  /// The file holds what the lines hold: for its owner alone.
  private func open() throws -> FileHandle {
    let descriptor = Foundation.open(rejectsPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CannotWrite(path: rejectsPath, reason: String(cString: strerror(errno))) }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  struct CannotWrite: ExitCoded {
    let path: String
    let reason: String
    let exitCode = EX_CANTCREAT

    var description: String { "\(path) cannot be written: \(reason)" }
  }

  /// What it says on one line: where, why, and the line itself.
  private struct Entry: Encodable {
    struct Field: Encodable {
      let field: String
      let description: String
      let reason: String
    }

    let line: Int
    let code: Int32
    let reason: String
    let message: String
    let fields: [Field]
    let text: String
  }

  private static func text(_ reject: ImportReject) throws -> Data {
    let entry = Entry(
      line: reject.line.number, code: reject.code, reason: reject.reason, message: reject.message,
      fields: reject.fields.map { .init(field: $0.field, description: $0.description, reason: $0.reason) },
      text: String(decoding: reject.line.bytes, as: UTF8.self))
    return try JSONEncoder().encode(entry) + Data("\n".utf8)
  }
}
