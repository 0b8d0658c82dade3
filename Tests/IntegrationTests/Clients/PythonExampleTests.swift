import Foundation
import PythonTestSupport
import Testing

/// `examples/python`, run against a hub of its own: each program, over connections that are lost.
@Suite(.timeLimit(.minutes(3))) struct PythonExampleTests {
  @Test(arguments: [true, false]) func eachExampleDoesWhatItSays(isInClear: Bool) async throws {
    let scratch = try await ScratchHub.make()
    let directory = try TemporaryDirectory.make(named: "python")
    defer { try? FileManager.default.removeItem(at: directory) }
    let server = try ServerProcess(
      (isInClear ? ["--insecure"] : []) + [
        "--listen", "127.0.0.1:0", "--database", ScratchHub.text(scratch.hub), "--keys-database",
        ScratchHub.text(scratch.keys), "--data", directory.path,
      ])
    defer { server.kill() }
    let port = try #require(await server.line(beginningWith: "listening on 127.0.0.1:"))
    let socket = try #require(await server.line(beginningWith: "listening on unix:"))
    var environment = [
      "CAIRN": ServerProcess.program.path, "CAIRN_ADDRESS": "127.0.0.1:\(port)", "CAIRN_UNIX": socket,
    ]
    if !isInClear { environment["CAIRN_IDENTITY"] = directory.appending(path: "identities").path }
    let ended = try await Task.detached { [environment] in
      try Python.run("examples/python/test_examples.py", environment: environment)
    }.value
    #expect(ended.status == 0, "\(ended.output)")
    #expect(ended.output.contains("OK"), "\(ended.output)")
  }
}
