@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

@Suite(.timeLimit(.minutes(3))) struct AsyncMutexTests {
  private struct Failed: Error {}

  @Test func oneAtATimeAndEverybodyComesToTheirTurn() async {
    let mutex = AsyncMutex()
    let inside = Shared((now: 0, most: 0, turns: 0))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          await mutex.run {
            inside.change { inside in
              inside.now += 1
              inside.most = max(inside.most, inside.now)
              inside.turns += 1
            }
            await Task.yield()
            inside.change { $0.now -= 1 }
          }
        }
      }
    }
    #expect(inside.value.most == 1)
    #expect(inside.value.turns == 200)
  }

  @Test func aFailureLetsTheNextOneIn() async throws {
    let mutex = AsyncMutex()
    await #expect(throws: Failed.self) { try await mutex.run { throw Failed() } }
    let ran = Shared(false)
    await mutex.run { ran.change { $0 = true } }
    #expect(ran.value)
  }
}
