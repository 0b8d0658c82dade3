internal import Foundation
internal import Synchronization

/// The requests of a call: one from the command line or from standard input, or one a line.
final class CallInput: Sendable {
  private let rest: Mutex<Rest>

  private struct Rest: Sendable {
    /// What is left of a text that was given at once.
    var texts: ArraySlice<String>
    /// Whether lines are read from standard input as they come.
    let readsLines: Bool
    var number = 0
  }

  /// - Parameters:
  ///   - argument: a request, "-" for standard input, or `nil` for none.
  ///   - isLineByLine: each line is a request.
  /// - Throws: if standard input cannot be read.
  init(_ argument: String?, isLineByLine: Bool) throws {
    if isLineByLine, argument == nil || argument == "-" {
      rest = Mutex(Rest(texts: [], readsLines: true))
      return
    }
    var texts: [String] = []
    if argument == "-" {
      texts = [String(decoding: try FileHandle.standardInput.readToEnd() ?? Data(), as: UTF8.self)]
    } else if let argument {
      texts = isLineByLine ? argument.split(separator: "\n").map(String.init) : [argument]
    }
    rest = Mutex(Rest(texts: texts[...], readsLines: false))
  }

  /// The next request, and where it stands; `nil` if there are no more.
  func next() throws -> (text: String, name: String)? {
    rest.withLock { rest in
      rest.number += 1
      if rest.readsLines {
        while let line = readLine() {
          if !line.allSatisfy(\.isWhitespace) { return (line, "line \(rest.number)") }
          rest.number += 1
        }
        return nil
      }
      return rest.texts.popFirst().map { ($0, "the request") }
    }
  }
}
