internal import Foundation
internal import PythonTestSupport
internal import Testing

@testable internal import RPC

@Suite("gRPC's interoperability tests, from stock Python grpcio", .timeLimit(.minutes(3)))
struct InteropTests {
  enum Way: CaseIterable {
    case tcp
    case unix
    case tls
  }

  @Test(arguments: Way.allCases)
  func passes(way: Way) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cairn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let identities = try TestIdentities()
    try identities.write(to: folder)
    let cancelled = Signal()
    let identity: @Sendable () throws -> TLSIdentity = { identities.server }
    try await withServer(
      InteropTable.table(cancelled: cancelled.send),
      addresses: [way == .unix ? .unix(path: folder.appending(path: "s").path) : .tcp(host: "127.0.0.1", port: 0)],
      tls: way == .tls ? identity : nil
    ) { server in
      let arguments = [server.address.description] + (way == .tls ? ["--tls", folder.path] : [])
      let ended = try await offload { try Python.run("Tests/RPCTests/Fixtures/interop.py", arguments) }
      #expect(ended.status == 0, "\(ended.output)")
      #expect(ended.output.split(separator: "\n").count { $0.hasSuffix(": passed") } == 18, "\(ended.output)")
      // The cases that cancel, and the one whose deadline passes.
      for _ in 1...3 { await cancelled.wait() }
    }
  }
}
