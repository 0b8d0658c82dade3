internal import Identifiers
internal import Logging
internal import Synchronization

/// Says of cases that cannot be read, and that lists leave out, that they are there: of each once in a server's life.
final class UnreadableCases: Sendable {
  private let told = Mutex<Set<Identifier128>>([])
  private let logger: Logger

  /// Of more than so many nothing is said.
  private static let toldMax = 1_024

  init(logger: Logger) {
    self.logger = logger
  }

  /// - Parameter reasons: by case.
  func tell(_ reasons: [Identifier128: String]) {
    for (caseID, reason) in reasons {
      let isNew = told.withLock { $0.count < Self.toldMax && $0.insert(caseID).inserted }
      guard isNew else { continue }
      logger.error(
        "a case cannot be read: lists leave it out", metadata: ["case": "\(caseID)", "reason": "\(reason)"])
    }
  }
}
