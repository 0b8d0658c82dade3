import AccessLog
import CairnMessages
import CairnServer
import Foundation
import Identifiers
import RPC
import Synchronization
import Testing

/// Kills the server, again and again, while clients are shown cases: what anybody was shown has its record, whenever the kill
/// fell between the query, the record and the answer. `CAIRN_KILLS` says how often.
@Suite(.serialized) struct AccessCrashTests {
  private static let clients = 8

  @Test func nothingWasShownWithoutItsRecord() async throws {
    let hub = try await CrashHub.start()
    let client = FrameClient(address: hub.address)
    let referral = try await client.refer()
    _ = try await client.show(referral.caseIDs[0], after: try #require(referral.receipt?.streams.last?.token))
    await client.close()

    let shown = Shown()
    let readers = Task { [address = hub.address, caseID = referral.caseIDs[0]] in
      await withTaskGroup { group in
        for _ in 0..<Self.clients { group.addTask { await Self.read(caseID, at: address, noting: shown) } }
      }
    }
    for _ in 0..<CrashTests.kills {
      try await hub.pauseAtRandom()
      hub.server.kill()
      try await hub.startServer()
    }
    readers.cancel()
    await readers.value

    let told = shown.counts.withLock { $0 }
    #expect(told.values.reduce(0, +) > 0, "nobody was shown anything")
    #expect(try ServerProcess.runToEnd(["audit", "verify", "--data", hub.directory.path]) == 0)
    for (person, count) in told {
      #expect(try await recorded(person, hub) >= count, "a reader was shown the case more often than is on record")
    }
  }

  /// How often each person was shown the case.
  private final class Shown: Sendable {
    let counts = Mutex<[String: Int]>([:])
  }

  /// Asks for a case again and again, as a person of their own.
  private static func read(_ caseID: String, at address: SocketName, noting shown: Shown) async {
    let person = TestCaller.newID().description
    let request = GetCaseRequest(
      context: QueryContext(actingPerson: person, role: .screener, purpose: "child-safeguarding"), caseID: caseID)
    let client = FrameClient(address: address)
    while !Task.isCancelled {
      let response = try? await client.call(
        CaseServiceMethods.getCase, request, timeout: .seconds(60), metadata: TestCaller.claim("hub"), idempotent: true)
      if response?.caseView != nil { shown.counts.withLock { $0[person, default: 0] += 1 } }
    }
    await client.close()
  }

  /// How often it is on record that a person was shown something.
  private func recorded(_ person: String, _ hub: CrashHub) async throws -> Int {
    let client = FrameClient(address: hub.address)
    let officer = Acting(agencyID: "hub", role: .dataProtectionOfficer)
    var request = ListAccessRequest(context: officer.query, actingPerson: person, pageSize: 200)
    var count = 0
    repeat {
      let page = try await client.ask(AuditServiceMethods.listAccess, request, as: officer)
      count += page.accesses.count { $0.record?.outcome == .answered }
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    await client.close()
    return count
  }
}
