package import Foundation

/// Runs Python with the packages that `scripts/setup --tests` installs.
package enum Python {
  /// How a program ended.
  package struct Ended: Sendable {
    package let status: Int32
    /// What it said, on both of its outputs.
    package let output: String
  }

  /// The repository's root.
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Runs a script to its end; blocks the thread until then.
  ///
  /// - Parameters:
  ///   - script: its path from the repository's root.
  ///   - environment: set in addition to what is set.
  /// - Throws: if it cannot be started.
  package static func run(
    _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> Ended {
    let process = Process()
    process.executableURL = root.appending(path: ".build/python/bin/python")
    process.arguments = [root.appending(path: script).path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Ended(status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
  }
}
