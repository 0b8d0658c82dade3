internal import Foundation

/// Runs Python with the packages that `scripts/setup --tests` installs.
enum Python {
  struct Ended: Sendable {
    let status: Int32
    let output: String
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// - Parameter script: in `Tests/RPCTests/Fixtures`.
  static func run(_ script: String, _ arguments: [String]) throws -> Ended {
    let process = Process()
    process.executableURL = root.appending(path: ".build/python/bin/python")
    process.arguments = [root.appending(path: "Tests/RPCTests/Fixtures/\(script)").path] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Ended(status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
  }
}
