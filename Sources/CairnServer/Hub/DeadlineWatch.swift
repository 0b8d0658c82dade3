internal import CairnDomain
internal import Commands
internal import Libpq
internal import Logging
internal import Projections

/// Records what ran out, soon after it did: the hub's clocks go by themselves, and whoever asks later finds it on record.
struct DeadlineWatch: Sendable {
  private let commands: CommandHandler
  private let deadlines: DeadlineQuery
  private let now: @Sendable () -> Int64
  private let logger: Logger
  /// How often it looks.
  private let interval: Duration

  /// How many cases, and how many referrals, are taken up at a time.
  private static let overdueMax = 256

  init(
    commands: CommandHandler, deadlines: DeadlineQuery, now: @escaping @Sendable () -> Int64, interval: Duration,
    logger: Logger
  ) {
    self.interval = interval
    self.commands = commands
    self.deadlines = deadlines
    self.now = now
    self.logger = logger
  }

  /// Looks until the task is cancelled.
  func run() async {
    while !Task.isCancelled {
      do throws(PostgresError) {
        try await look()
      } catch {
        logger.warning("deadlines cannot be looked at now")
      }
      try? await Task.sleep(for: interval)
    }
  }

  private func look() async throws(PostgresError) {
    for overdue in try await deadlines.overdue(before: now(), limit: Self.overdueMax) {
      let stream =
        switch overdue {
        case .ofCase(let id): StreamReference(id: id, kind: .case)
        case .ofReferral(let id): StreamReference(id: id, kind: .referral)
        }
      do throws(CommandError) {
        let count = try await commands.recordMissedDeadlines(of: stream)
        if count > 0 { logger.info("a deadline was missed", metadata: ["stream": "\(stream.id)"]) }
      } catch {
        // It stays overdue, and is taken up again the next time.
        logger.warning("a missed deadline is not on record yet", metadata: ["stream": "\(stream.id)"])
      }
    }
  }
}
