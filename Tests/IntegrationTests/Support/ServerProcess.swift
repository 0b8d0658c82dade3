import Foundation
import Synchronization

/// A `cairn serve` of its own, which tests may kill.
final class ServerProcess: Sendable {
  /// What the process has printed so far, and who waits for a line of it.
  private struct Output {
    var text = ""
    var hasEnded = false
    var waiters: [(prefix: String, continuation: CheckedContinuation<String?, Never>)] = []
  }

  private let process = Process()
  private let output = Mutex(Output())

  /// The product's program, built beside the tests.
  static var program: URL {
    Bundle.main.executableURL.map { $0.deletingLastPathComponent() }
      .flatMap { Self.find(from: $0) } ?? URL(fileURLWithPath: ".build/debug/cairn")
  }

  private static func find(from directory: URL) -> URL? {
    let candidates = [CommandLine.arguments.first ?? ""] + CommandLine.arguments
    for candidate in candidates where candidate.contains(".xctest") || candidate.contains(".build") {
      var url = URL(fileURLWithPath: candidate)
      while url.path != "/" {
        url.deleteLastPathComponent()
        let program = url.appending(path: "cairn")
        if FileManager.default.isExecutableFile(atPath: program.path), !program.hasDirectoryPath { return program }
      }
    }
    return nil
  }

  /// Starts a server; `arguments` follow `serve`. The endpoint for operators is on a port of its own, so that servers of
  /// several tests do not meet there.
  ///
  /// - Parameter log: a file for its log; thrown away if there is none.
  init(_ arguments: [String], log: FileHandle = .nullDevice) throws {
    process.executableURL = Self.program
    process.arguments = ["serve", "--operations-listen", "127.0.0.1:0"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = log
    pipe.fileHandleForReading.readabilityHandler = { [self] handle in
      let data = handle.availableData
      if data.isEmpty { handle.readabilityHandler = nil }
      note(String(decoding: data, as: UTF8.self), isEnd: data.isEmpty)
    }
    try process.run()
  }

  var processID: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  /// Waits for a line that begins with `prefix`, and returns the rest of it; `nil` if the process ends before.
  func line(beginningWith prefix: String) async -> String? {
    await withCheckedContinuation { continuation in
      let found = output.withLock { output -> String?? in
        if let line = Self.line(in: output.text, beginningWith: prefix) { return .some(line) }
        if output.hasEnded { return .some(nil) }
        output.waiters.append((prefix, continuation))
        return .none
      }
      if let found { continuation.resume(returning: found) }
    }
  }

  /// Waits until it prints nothing any more, as it has ended.
  func waitUntilSilent() async {
    // No line can begin with a line feed.
    _ = await line(beginningWith: "\n")
  }

  /// Runs the program with other arguments, to its end.
  ///
  /// - Returns: its exit code.
  static func runToEnd(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// `kill -9`, and waits until the process is gone.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to stop, and waits until it has.
  ///
  /// - Returns: its exit code.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Waits until it has ended by itself.
  func waitUntilExit() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func note(_ text: String, isEnd: Bool) {
    let awake = output.withLock { output -> [(CheckedContinuation<String?, Never>, String?)] in
      output.text += text
      output.hasEnded = output.hasEnded || isEnd
      var awake: [(CheckedContinuation<String?, Never>, String?)] = []
      output.waiters.removeAll { waiter in
        let line = Self.line(in: output.text, beginningWith: waiter.prefix)
        guard line != nil || output.hasEnded else { return false }
        awake.append((waiter.continuation, line))
        return true
      }
      return awake
    }
    for (continuation, line) in awake { continuation.resume(returning: line) }
  }

  private static func line(in text: String, beginningWith prefix: String) -> String? {
    // The last line may still be on its way.
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }
}
