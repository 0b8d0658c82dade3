internal import CairnMessages
internal import CoreFoundation
internal import Foundation

/// The file of an import's lines that were not recorded, a line of JSON each: where, why, and the line itself. It is made
/// with the first of them.
struct RejectsFile: Sendable {
  let path: String
  private var file: FileHandle?

  /// To the file that was asked for, or to one beside what is read, with a number where there are some of other runs: one
  /// that is there already may be all that is left of what it holds, or be what is read.
  ///
  /// - Throws: if the file that was asked for is there.
  init(asked: String?, reading file: String) throws(CannotWrite) {
    if let asked {
      guard !Self.isKept(asked) else {
        throw CannotWrite(path: asked, reason: "it is there already, and what it holds may be needed: name another")
      }
      path = asked
      return
    }
    let name = file == "-" ? "import" : file
    var path = "\(name).rejects.jsonl"
    var number = 1
    while Self.isKept(path) {
      number += 1
      path = "\(name).rejects-\(number).jsonl"
    }
    self.path = path
  }

  mutating func write(_ reject: ImportReject) throws {
    let file = try self.file ?? open()
    self.file = file
    let text = try Self.text(reject)
    do { try file.write(contentsOf: text) } catch {
      throw CannotWrite(path: path, reason: error.localizedDescription, exitCode: EX_IOERR)
    }
  }

  /// The file holds what the lines hold: for its owner alone.
  private func open() throws(CannotWrite) -> FileHandle {
    let isDevice = Self.kind(of: path).map(Self.devices.contains) ?? false
    let descriptor = Foundation.open(path, O_WRONLY | O_CLOEXEC | (isDevice ? 0 : O_CREAT | O_EXCL), 0o600)
    guard descriptor >= 0 else { throw CannotWrite(path: path, reason: String(cString: strerror(errno))) }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Whether there is something that writing would take away.
  private static func isKept(_ path: String) -> Bool { kind(of: path).map { !devices.contains($0) } ?? false }

  /// Terminals, pipes and the like keep nothing.
  private static let devices: [mode_t] = [S_IFCHR, S_IFIFO]

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
