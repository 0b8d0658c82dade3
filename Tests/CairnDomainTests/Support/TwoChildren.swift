import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// The sample referral as it was recorded, and the case of its first child, followed event by event as decider and view
/// see it.
final class TwoChildren {
  private(set) var state = CaseDecider.initial
  private(set) var referral = ReferralDecider.initial
  private(set) var document: CaseDocument?
  private(set) var events: [DomainEvent] = []
  /// Of the second child's case.
  private(set) var sibling = CaseDecider.initial

  static let caseID = Samples.identifier(100)
  static let siblingID = Samples.identifier(101)
  static let referralID = Samples.identifier(1)

  init(_ request: SubmitReferralRequest = Samples.referralRequest) throws {
    let command = try SubmitReferral(validating: request, from: Samples.caller())
    let decisions = try ReferralDecider.decide(
      command, identifiers: Samples.identifiers(childCount: command.childCount, adultCount: command.adultCount),
      .notReceived)
    for decision in decisions { record(decision, at: Samples.nowMicroseconds, agencyID: "met") }
  }

  /// Decides on the case and records what follows.
  ///
  /// - Parameter now: when the log records it.
  @discardableResult
  func decide(
    at now: Int64 = Samples.nowMicroseconds, _ decide: (CaseDecider.State) throws(Rejection) -> [StreamDecision]
  ) throws -> [DomainEvent] {
    let decisions = try decide(state)
    for decision in decisions { record(decision, at: now, agencyID: "hub") }
    return decisions.flatMap(\.events).map(\.event)
  }

  private func record(_ decision: StreamDecision, at now: Int64, agencyID: String) {
    for decided in decision.events {
      switch decision.stream {
      case Self.caseID:
        events.append(decided.event)
        state = CaseDecider.evolve(state, decided.event)
        document = CaseDocument.fold(
          document, decided.event,
          EventEnvelope(
            stream: decision.stream, version: UInt64(events.count), agencyID: agencyID, recordedAtMicroseconds: now))
      case Self.siblingID: sibling = CaseDecider.evolve(sibling, decided.event)
      case Self.referralID: referral = ReferralDecider.evolve(referral, decided.event)
      default: break
      }
    }
  }
}
