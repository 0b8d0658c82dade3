import Synchronization
import Testing

@testable import CairnServer

@Suite(.timeLimit(.minutes(1))) struct TurnstileTests {
  @Test func noMoreThanItsPlacesAreInsideAtATimeAndEverybodyGetsIn() async {
    let turnstile = Turnstile(places: 3)
    let inside = Inside()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          await turnstile.inside {
            inside.enter()
            await Task.yield()
            inside.leave()
          }
        }
      }
    }
    #expect(inside.most == 3 && inside.all == 200)
  }

  @Test func whoIsCancelledWhileWaitingTakesNoPlace() async {
    let turnstile = Turnstile(places: 1)
    let (gate, opening) = AsyncStream.makeStream(of: Void.self)
    let first = Task { await turnstile.inside { for await _ in gate {} } }
    while turnstile.freePlaces > 0 { await Task.yield() }
    let waiting = Task { await turnstile.inside { true } }
    let last = Task { await turnstile.inside { true } }
    waiting.cancel()
    #expect(await waiting.value == nil)
    opening.finish()
    _ = await first.value
    #expect(await last.value == true)
    #expect(turnstile.freePlaces == 1)
  }

  @Test func whoWantsSeveralPlacesTakesThoseThatAreFree() async {
    let turnstile = Turnstile(places: 5)
    #expect(await turnstile.enter(atMost: 3) == 3)
    #expect(await turnstile.enter(atMost: 3) == 2)
    let (first, second) = (Task { await turnstile.enter(atMost: 4) }, Task { await turnstile.enter(atMost: 1) })
    while turnstile.state.withLock(\.waiters.count) < 2 { await Task.yield() }
    turnstile.leave(5)
    // Whichever waited first, neither waits for more than there was.
    #expect(await [first.value, second.value] == [4, 1])
    #expect(turnstile.freePlaces == 0)
    turnstile.leave(5)
    #expect(turnstile.freePlaces == 5)
  }

  @Test func aPlaceIsFreeAgainAfterAFailure() async {
    struct Failure: Error {}
    let turnstile = Turnstile(places: 1)
    await #expect(throws: Failure.self) { try await turnstile.inside { () async throws(Failure) in throw Failure() } }
    #expect(await turnstile.inside { true } == true)
  }
}

/// Counts who is inside.
private final class Inside: Sendable {
  private let counts = Mutex((now: 0, most: 0, all: 0))

  var most: Int { counts.withLock(\.most) }
  var all: Int { counts.withLock(\.all) }

  func enter() {
    counts.withLock { counts in
      counts.now += 1
      counts.most = max(counts.most, counts.now)
      counts.all += 1
    }
  }

  func leave() { counts.withLock { $0.now -= 1 } }
}

extension Turnstile {
  fileprivate var freePlaces: Int { state.withLock(\.free) }
}
