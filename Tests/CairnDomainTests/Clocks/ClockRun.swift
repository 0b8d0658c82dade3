import CairnMessages

@testable import CairnDomain

/// A case whose events are recorded one after another, for what its clocks show.
struct ClockRun {
  private(set) var history: CaseHistory
  private(set) var state: CaseDecider.State

  /// A case that was opened at `Samples.nowMicroseconds`: information is due in four hours, the decision at the end of the
  /// next day.
  init() {
    history = CaseHistory([CaseEvents.opened])
    state = CaseDecider.evolve(.notOpened, CaseEvents.opened)
  }

  /// - Parameter now: when the log records it.
  mutating func add(_ event: DomainEvent, at now: Int64) {
    history.add(event, at: now)
    state = CaseDecider.evolve(state, event)
  }

  var information: CaseClock? { history.document?.informationClock }
  var decision: CaseClock? { history.document?.decisionClock }
  var responses: [CaseClock] { history.document?.clocks.responses ?? [] }

  /// The time of a moment as commands tell it.
  static func text(_ microseconds: Int64) -> String { Timestamp(microseconds: microseconds)?.text ?? "" }

  static let start = Samples.nowMicroseconds
  static let informationDue = start + 4 * Clock.hour
  static let decisionDue = Samples.endOfNextDay
}
