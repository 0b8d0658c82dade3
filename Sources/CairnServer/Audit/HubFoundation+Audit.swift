internal import AccessLog
internal import Cryptography
internal import Identifiers
internal import Projections

extension HubFoundation {
  /// A writer for the log of access, with a session of its own.
  func accessLog(now: @escaping @Sendable () -> Int64) -> AccessLogWriter {
    AccessLogWriter(configuration: sessions.accessConfiguration, makeID: makeID(now), now: now, pause: Backoff.pause)
  }

  /// An audit over that writer.
  func audit(
    over writer: AccessLogWriter, _ sealer: AccessSealer, _ feed: LogFeed, now: @escaping @Sendable () -> Int64
  ) -> ReadAudit {
    ReadAudit(writer: writer, sealer: sealer, makeID: makeID(now), now: now, logPosition: { feed.durablePosition })
  }

  private func makeID(_ now: @escaping @Sendable () -> Int64) -> @Sendable () -> Identifier128 {
    { [random] in .version7(microseconds: now(), random: random.word()) }
  }
}
