import Foundation

/// Runs the product's program to its end.
enum Program {
  struct Ended: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// - Parameter input: what it reads on standard input; `nil` for nothing.
  static func run(_ arguments: [String], input: URL? = nil) async throws -> Ended {
    let directory = try TemporaryDirectory.make(named: "program")
    let output = directory.appending(path: "output")
    let errors = directory.appending(path: "errors")
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = ServerProcess.program
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    await withCheckedContinuation { continuation in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume() }
    }
    return Ended(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}
