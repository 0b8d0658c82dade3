internal import Foundation
internal import Testing

@testable internal import wiregen

/// A scratch folder with a contract in it, for `protoc` and the generator.
final class Contract {
  let folder: URL

  /// Writes a contract of one file, `cairn/v1/NAME`, beside the real options.
  init(_ body: String, file: String = "thing.proto") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("wiregen-\(UUID().uuidString)")
    let place = folder.appendingPathComponent("proto/cairn/v1")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Self.root.appendingPathComponent("proto/cairn/options.proto"),
      to: folder.appendingPathComponent("proto/cairn/options.proto"))
    let head = "syntax = \"proto3\";\npackage cairn.v1;\nimport \"cairn/options.proto\";\n"
    try (head + body).write(to: place.appendingPathComponent(file), atomically: true, encoding: .utf8)
    try Self.run(
      "protoc",
      [
        "-I\(folder.path)/proto", "--include_imports", "--include_source_info",
        "--descriptor_set_out=\(set)", "cairn/v1/\(file)",
      ])
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The package's root.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Path of the descriptor set.
  var set: String { folder.appendingPathComponent("full.pb").path }

  /// What the generator says; `nil` if it is content.
  func complaint(_ command: String, _ arguments: String...) -> String? {
    do throws(GenerationError) {
      try Wiregen.run([command, set] + arguments)
      return nil
    } catch {
      return error.description
    }
  }

  /// Path of a further file in the scratch folder.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  static func run(_ tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(tool) failed")
  }
}
