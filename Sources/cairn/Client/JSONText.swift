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
  static func read<M: JSONMessage>(_ type: M.Type, fromFile file: String) throws -> M {
    let data =
      try file == "-"
      ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(fileURLWithPath: file))
    return try read(type, from: String(decoding: data, as: UTF8.self), named: file)
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
