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

  /// How many are looked up at a time.
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

  /// Goes through all that is overdue, so that what cannot be recorded now keeps nothing else from it.
  private func look() async throws(PostgresError) {
    let moment = now()
    for owner in DeadlineQuery.Owner.allCases {
      var last: DeadlineQuery.Overdue?
      repeat {
        let page = try await deadlines.overdue(owner, before: moment, after: last, limit: Self.overdueMax)
        for overdue in page {
          await record(StreamReference(id: overdue.streamID, kind: owner == .cases ? .case : .referral))
        }
        last = page.count == Self.overdueMax ? page.last : nil
      } while last != nil && !Task.isCancelled
    }
  }

  private func record(_ stream: StreamReference) async {
    do throws(CommandError) {
      let count = try await commands.recordMissedDeadlines(of: stream)
      if count > 0 { logger.info("a deadline was missed", metadata: ["stream": "\(stream.id)"]) }
    } catch {
      // It stays overdue, and is taken up again the next time.
      logger.debug("a missed deadline is not on record yet", metadata: ["stream": "\(stream.id)"])
    }
  }
}
