internal import CairnJSON
internal import CairnMessages
internal import Foundation

/// Messages as JSON on screen and in files.
enum JSONText {
  /// For programs: on one line.
  static func of(_ message: some JSONMessage) -> String {
    writeJSON(message)
  }

  /// Reads a message from a file, or from standard input if its name is "-".
  ///
  /// - Parameter withCommentLines: whether lines that begin with // are left out.
  static func read<M: JSONMessage>(
    _ type: M.Type, fromFile file: String, withCommentLines: Bool = false
  ) throws -> M {
    let data =
      try file == "-"
      ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(fileURLWithPath: file))
    let text = String(decoding: data, as: UTF8.self)
    return try read(type, from: withCommentLines ? withoutCommentLines(text) : text, named: file)
  }

  /// The text with an empty line in the place of each that begins with //, so that faults still name the right line. No
  /// text in JSON goes on in another line, so nothing else begins so.
  static func withoutCommentLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.drop { $0 == " " || $0 == "\t" }.hasPrefix("//") ? "" : line
    }.joined(separator: "\n")
  }

  /// Reads a message from a file's text; what is wrong is told with the file's name, every fault of it at once.
  static func read<M: JSONMessage>(_ type: M.Type, from text: String, named file: String) throws(Failure) -> M {
    do {
      return try readJSON(type, parsing: text)
    } catch let error as JSONSyntaxError {
      throw Failure(description: "\(file), \(error)")
    } catch let error as JSONFaults {
      let faults = error.faults.map { "  \($0)" }.joined(separator: "\n")
      throw Failure(description: "\(file) is no \(M.protoName):\n\(faults)")
    } catch {
      throw Failure(description: "\(file) cannot be read: \(error)")
    }
  }

  /// A file that is not what it should be.
  struct Failure: ExitCoded {
    let description: String
    let exitCode = EX_DATAERR
  }
}
