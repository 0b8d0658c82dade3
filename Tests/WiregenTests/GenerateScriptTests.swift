internal import Foundation
internal import Testing

/// `scripts/generate` on a copy of the contract and of all that is generated from it.
@Suite struct GenerateScriptTests {
  /// A copy of the parts of the package that the script reads and writes.
  private final class Copy {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("generate-\(UUID().uuidString)")

    init() throws {
      for part in [
        "scripts/generate", "scripts/lib", "proto", "Sources/CCairnProto", "Sources/CairnMessages",
        "Sources/CairnCodec", "Sources/CairnJSON", "Sources/CairnServer/Generated", "Tests/MessageSamples",
      ] {
        let target = folder.appendingPathComponent(part)
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Contract.root.appendingPathComponent(part), to: target)
      }
    }

    deinit {
      try? FileManager.default.removeItem(at: folder)
    }

    /// Replaces text in a file.
    func edit(_ path: String, _ old: String, _ new: String) throws {
      let url = folder.appendingPathComponent(path)
      let text = try String(contentsOf: url, encoding: .utf8)
      #expect(text.contains(old))
      try text.replacing(old, with: new).write(to: url, atomically: true, encoding: .utf8)
    }

    /// Runs the script with the generator that was built beside these tests.
    func generate(_ arguments: String...) throws -> (status: Int32, output: String) {
      let process = Process()
      let pipe = Pipe()
      process.executableURL = folder.appendingPathComponent("scripts/generate")
      process.arguments = arguments
      let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["WIREGEN": products.appendingPathComponent("wiregen").path], uniquingKeysWith: { _, new in new })
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
  }

  @Test func whatIsCommittedIsCurrent() throws {
    let (status, output) = try Copy().generate("--check")
    #expect(status == 0, "\(output)")
  }

  @Test func whatIsStaleIsNamedAndMended() throws {
    let copy = try Copy()
    let messages = "Sources/CairnMessages/Generated/cairn.v1.case.swift"
    try copy.edit(messages, "case amber", "case yellow")
    try FileManager.default.removeItem(
      at: copy.folder.appendingPathComponent("Sources/CCairnProto/cairn/v1/log.pb-c.c"))
    try "".write(
      to: copy.folder.appendingPathComponent("Sources/CairnCodec/Generated/old.swift"), atomically: true,
      encoding: .utf8)
    let (status, output) = try copy.generate("--check")
    #expect(status == 1)
    #expect(output.contains("stale: \(messages)\n"))
    #expect(output.contains("stale: Sources/CCairnProto/cairn/v1/log.pb-c.c\n"))
    #expect(output.contains("left over: Sources/CairnCodec/Generated/old.swift\n"))
    #expect(try copy.generate().status == 0)
    #expect(try copy.generate("--check").status == 0)
  }

  @Test func aContractThatBreaksItsPromisesIsRefused() throws {
    let copy = try Copy()
    try copy.edit("proto/cairn/v1/case.proto", "string case_id = 2 [", "bytes case_id = 2 [")
    let (status, output) = try copy.generate()
    #expect(status != 0)
    #expect(output.contains("cairn.v1.SetRagRequest.case_id: was string and is now bytes"))
  }

  @Test func aContractThatBreaksARuleIsRefused() throws {
    let copy = try Copy()
    try copy.edit("proto/cairn/v1/event.proto", "message CaseOpened {", "message CaseOpened {\n  string new = 99;")
    let (status, output) = try copy.generate("--check")
    #expect(status != 0)
    #expect(output.contains("cairn.v1.CaseOpened.new: has no `(cairn.data)` option"))
  }

  @Test func whatIsAddedIsGeneratedAndPromised() throws {
    let copy = try Copy()
    try copy.edit(
      "proto/cairn/v1/event.proto", "message CaseOpened {",
      "message CaseOpened {\n  string new_code = 99 [(cairn.data) = {category: STRUCTURE, subject: NOBODY}];")
    #expect(try copy.generate("--check").output.contains("stale: proto/contract.lock"))
    #expect(try copy.generate().status == 0)
    let lock = try String(contentsOf: copy.folder.appendingPathComponent("proto/contract.lock"), encoding: .utf8)
    #expect(lock.contains("field cairn.v1.CaseOpened 99 new_code string\n"))
    #expect(try copy.generate("--check").status == 0)
  }
}
