import Foundation
import Libpq
import Testing

@Suite("Threads", .timeLimit(.minutes(1)))
struct ThreadTests {
  @Test("Queries that wait take no thread of the cooperative pool, however many they are")
  func leavesThePoolAlone() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let holder = try await session(on: database)
    try await holder.lock(1)
    let count = ProcessInfo.processInfo.activeProcessorCount * 2 + 2
    var opened: [Session] = []
    for _ in 0..<count { opened.append(try await session(on: database)) }
    let sessions = opened
    await withTaskGroup { group in
      for session in sessions { group.addTask { _ = await session.outcome(of: [lockStep(1), unlockStep]) } }
      // Were a thread blocked for each, nobody would be left to run this, and the test would hang.
      group.addTask {
        do {
          for session in sessions { try await holder.waitUntilWaiting(session.backendProcessID) }
          try await holder.unlock(1)
        } catch {
          Issue.record(error)
        }
      }
    }
  }

  private var unlockStep: Step { Step(unlockStatement, [.int64(1)]) }
}
