internal import DequeModule
@testable internal import Libpq
internal import Testing

/// Between those who leave requests and the thread that takes them.
@Suite struct SessionMailboxTests {
  private static let posts = 3_000_000

  /// A thread that sleeps until it is woken, and tells how many requests it took. One that goes unheard never wakes it.
  private func taken(from mailbox: SessionMailbox) async -> Int {
    await withCheckedContinuation { continuation in
      let isStarted = SessionThread.start {
        var queue = Deque<SessionRequest>()
        var taken = 0
        while taken < Self.posts {
          // A descriptor below zero is never ready.
          let ready = Readiness.wait(
            socket: -1, events: 0, wake: mailbox.wakeDescriptor, timeoutMilliseconds: 20_000)
          guard ready.woken else { break }
          mailbox.clearWake()
          _ = mailbox.take(into: &queue)
          while let request = queue.popFirst() {
            mailbox.settle(request)
            taken += 1
          }
        }
        continuation.resume(returning: taken)
      }
      #expect(isStarted)
    }
  }

  @Test func noRequestGoesUnheard() async throws {
    let mailbox = try SessionMailbox(
      SessionConfiguration(connection: ConnectionString(values: [:]), applicationName: "tests"))
    let isStarted = SessionThread.start {
      let request = SessionRequest.script(ScriptRequest(sql: "") { _ in })
      var posted = 0
      while posted < Self.posts {
        // Refused while too many wait: tried again until the other thread has taken them.
        if (try? mailbox.post(request)) != nil { posted += 1 }
      }
    }
    #expect(isStarted)
    #expect(await taken(from: mailbox) == Self.posts)
  }
}
