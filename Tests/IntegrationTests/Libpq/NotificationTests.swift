import Libpq
import Testing

@Suite("Notifications", .timeLimit(.minutes(1)))
struct NotificationTests {
  private let notify = Statement(name: "notify", sql: "select pg_notify('news', $1)", parameterTypes: [.text])

  @Test("A listener hears what others say, in order, while its session also works")
  func hears() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let listener = try await session(on: database)
    let speaker = try await session(on: database)
    let heard = try await listener.notifications(channel: "news")
    for number in 1...3 {
      try await speaker.execute(notify, [.text("\(number)")])
      try await listener.execute(one)
    }
    var payloads: [String] = []
    for await notification in heard {
      #expect(notification.channel == "news")
      #expect(notification.backendProcessID == speaker.backendProcessID)
      payloads.append(notification.payload)
      if payloads.count == 3 { break }
    }
    #expect(payloads == ["1", "2", "3"])
  }

  @Test("A slow listener loses the oldest, never the newest")
  func keepsNewest() async throws {
    let session = try await freshSession { $0.notificationsBufferedMax = 2 }
    let heard = try await session.notifications(channel: "news")
    for number in 1...5 { try await session.execute(notify, [.text("\(number)")]) }
    await session.close()
    var payloads: [String] = []
    for await notification in heard { payloads.append(notification.payload) }
    #expect(payloads == ["4", "5"])
  }

  @Test("The stream ends with the session, which knows why")
  func ends() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let other = try await session(on: database)
    let session = try await session(on: database)
    let heard = try await session.notifications(channel: "news")
    try await other.terminate(session.backendProcessID)
    for await _ in heard {}
    #expect(await session.waitUntilClosed()?.sqlState == .adminShutdown)
  }
}
