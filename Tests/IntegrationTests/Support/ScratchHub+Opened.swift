import CairnServer
internal import Cryptography
import EventCoding
import EventLog
import Libpq

extension ScratchHub {
  struct NoKey: Error {}

  /// Every event of the log, in order: read past the server, and opened with the hub's own keys.
  ///
  /// - Parameter keyFile: of the key-encryption key.
  func openedEvents(keyFile: String) async throws -> [OpenedEvent] {
    let random = RandomSource()
    guard let key = try KeyFile(path: keyFile).read(random: random) else { throw NoKey() }
    var configuration = session
    configuration.connection = keys
    let pool = SessionPool(.init(session: configuration))
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    let keyRing = KeyRing(
      store: PostgresKeyStore(sessions: pool), keyEncryptionKey: key, random: random, now: SystemClock.microseconds)
    return try await withStore { store in
      let opener = EventOpener(logID: try await store.head().logID, random: random, keyRing: keyRing)
      var all: [OpenedEvent] = []
      while true {
        let page = try await store.events(afterPosition: all.last?.stored.position ?? 0, limit: 1_024)
        guard !page.isEmpty else { return all }
        all += try await opener.open(page)
      }
    }
  }
}
