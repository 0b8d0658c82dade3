import CairnMessages
import Foundation
import Identifiers
import RPC
import Testing

/// Two servers on one database: only one writes.
@Suite struct TakeOverTests {
  @Test func aStandbyTakesOverFromAServerThatWasKilled() async throws {
    let pair = try await ServerPair.start(secondArguments: [])
    defer { pair.second.kill() }
    #expect(await pair.second.line(beginningWith: "standing by") != nil)
    try await pair.register("first", over: pair.firstAddress)
    let killed = ContinuousClock.now
    pair.first.kill()
    let address = try #require(await pair.second.address())
    let token = try await pair.register("second", over: address)
    // The promise is 5 seconds; the servers look every half second.
    #expect(ContinuousClock.now - killed < .seconds(5))
    #expect(try await pair.registered(over: address, after: token) == ["hub", "first", "second"])
  }

  @Test func aServerThatWasTakenOverAppendsNothing() async throws {
    let pair = try await ServerPair.start(secondArguments: ["--take-over"])
    defer { pair.second.kill() }
    let address = try #require(await pair.second.address())
    await #expect(throws: RPCError.self) {
      try await pair.register("late", over: pair.firstAddress, timeout: .seconds(5))
    }
    let token = try await pair.register("second", over: address)
    #expect(try await pair.registered(over: address, after: token) == ["hub", "second"])
    #expect(pair.first.waitUntilExit() != 0, "it has stepped down for good")
  }
}

/// Two servers on the database of one embedded cluster, which the first one runs.
private struct ServerPair {
  let first: ServerProcess
  let firstAddress: SocketName
  let second: ServerProcess

  static func start(secondArguments: [String]) async throws -> ServerPair {
    let scratch = try await ScratchHub.make()
    // One key file for both, as two nodes of one hub have it.
    let directory = try TemporaryDirectory.make(named: "pair")
    let arguments = [
      "--insecure", "--listen", "127.0.0.1:0", "--database", ScratchHub.text(scratch.hub), "--keys-database",
      ScratchHub.text(scratch.keys), "--data", directory.path,
    ]
    let first = try ServerProcess(arguments)
    let firstAddress = try #require(await first.address())
    let standby = try TemporaryDirectory.make(named: "pair")
    try FileManager.default.copyItem(at: directory.appending(path: "keys"), to: standby.appending(path: "keys"))
    let second = try ServerProcess(arguments.dropLast() + [standby.path] + secondArguments)
    return ServerPair(first: first, firstAddress: firstAddress, second: second)
  }

  @discardableResult
  func register(_ id: String, over address: SocketName, timeout: Duration = .seconds(30)) async throws -> String {
    let client = FrameClient(address: address)
    defer { Task { await client.close() } }
    let response = try await client.call(
      AgencyServiceMethods.registerAgency,
      RegisterAgencyRequest(
        context: TestCaller.context(TestCaller.newID(), role: .operator),
        agency: Agency(agencyID: id, kind: .health, name: id)),
      timeout: timeout, metadata: TestCaller.claim("hub"), idempotent: true)
    return try #require(response.receipt?.streams.first?.token)
  }

  func registered(over address: SocketName, after token: String) async throws -> [String] {
    let client = FrameClient(address: address)
    defer { Task { await client.close() } }
    // The newest registration's own token makes sure that the list has come so far.
    return try await client.call(
      AgencyServiceMethods.listAgencies,
      ListAgenciesRequest(
        context: QueryContext(
          actingPerson: TestCaller.newID().description, role: .operator, purpose: "operation"),
        afterToken: token),
      timeout: .seconds(30), metadata: TestCaller.claim("hub"), idempotent: true
    ).agencies.map(\.agencyID)
  }
}

extension ServerProcess {
  fileprivate func address() async -> SocketName? {
    await line(beginningWith: "listening on 127.").flatMap { SocketName("127." + $0) }
  }
}
