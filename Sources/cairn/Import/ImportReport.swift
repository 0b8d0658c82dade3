internal import CairnMessages
internal import CoreFoundation
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
      let text = try Self.text(reject)
      do { try file.write(contentsOf: text) } catch {
        throw CannotWrite(path: rejectsPath, reason: error.localizedDescription, exitCode: EX_IOERR)
      }
    }
  }

  /// The file holds what the lines hold: for its owner alone. One that is there already may be all that is left of what it
  /// holds, or be what is read.
  private func open() throws -> FileHandle {
    let isPipe = Self.kind(of: rejectsPath).map(Self.pipes.contains) ?? false
    let descriptor = Foundation.open(
      rejectsPath, O_WRONLY | O_CLOEXEC | (isPipe ? 0 : O_CREAT | O_EXCL), 0o600)
    guard descriptor >= 0 else { throw CannotWrite(path: rejectsPath, reason: String(cString: strerror(errno))) }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Where the rejects of an import go: to the file that was asked for, or to one beside what is read, with a number if
  /// there are some of other runs.
  ///
  /// - Throws: if the file that was asked for is there already.
  static func rejectsPath(asked: String?, reading file: String) throws(CannotWrite) -> String {
    if let asked {
      guard !isFile(asked) else {
        throw CannotWrite(path: asked, reason: "it is there already, and what it holds may be needed: name another")
      }
      return asked
    }
    let name = file == "-" ? "import" : file
    var path = "\(name).rejects.jsonl"
    var number = 1
    while isFile(path) {
      number += 1
      path = "\(name).rejects-\(number).jsonl"
    }
    return path
  }

  private static func isFile(_ path: String) -> Bool { kind(of: path).map { !pipes.contains($0) } ?? false }

  /// What may be written to though it is there: nothing is lost by it.
  private static let pipes: [mode_t] = [S_IFCHR, S_IFIFO]

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  struct CannotWrite: ExitCoded {
    let path: String
    let reason: String
    var exitCode = EX_CANTCREAT

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
