import CairnMessages
import Identifiers

@testable import CairnDomain

/// A log for the quality picture: referrals as the domain decides them, and what is done about their findings.
struct QualityLog {
  private(set) var entries: [(event: DomainEvent, envelope: EventEnvelope)] = []
  private var streams: UInt64 = 0
  private var versions: [Identifier128: UInt64] = [:]

  /// 2026-11-23T10:00:00Z.
  static let november = Samples.nowMicroseconds
  /// 2026-12-23T10:00:00Z.
  static let december = november + 30 * 86_400_000_000

  /// Adds an event to the end of a stream.
  mutating func add(
    _ event: DomainEvent, to stream: Identifier128, by agencyID: String = "met", at recordedAt: Int64 = november
  ) {
    versions[stream, default: 0] += 1
    entries.append(
      (
        event,
        EventEnvelope(
          stream: stream, version: versions[stream] ?? 1, agencyID: agencyID, recordedAtMicroseconds: recordedAt)
      ))
  }

  /// Adds what follows from a referral.
  ///
  /// - Returns: its stream, and those of its cases.
  @discardableResult
  mutating func refer(
    _ referral: Referral, by agencyID: String = "met", at recordedAt: Int64 = november
  ) throws -> [Identifier128] {
    guard let agency = AgencyID(agencyID) else { throw NoAgency() }
    let command = try SubmitReferral(
      validating: SubmitReferralRequest(context: Samples.context, referral: referral),
      from: Caller(agencyID: agency, nowMicroseconds: recordedAt))
    let decisions = try ReferralDecider.decide(
      command, identifiers: nextIdentifiers(childCount: command.childCount, adultCount: command.adultCount),
      .notReceived)
    for decision in decisions {
      for decided in decision.events { add(decided.event, to: decision.stream, by: agencyID, at: recordedAt) }
    }
    return decisions.map(\.stream)
  }

  private mutating func nextIdentifiers(childCount: Int, adultCount: Int) -> ReferralIdentifiers {
    let ids = (0..<UInt64(2 + 2 * childCount + adultCount)).map { Samples.identifier(10_000 + streams + $0) }
    streams += UInt64(ids.count)
    return ReferralIdentifiers(
      referralID: ids[0], reporterID: ids[1],
      children: (0..<childCount).map { .init(caseID: ids[2 + 2 * $0], personID: ids[3 + 2 * $0]) },
      adultIDs: Array(ids.suffix(adultCount)))
  }

  /// Counts all of it.
  func counted(_ count: QualityCount = QualityCount()) -> QualityCount {
    entries.reduce(into: count) { $0.fold($1.event, $1.envelope) }
  }

  struct NoAgency: Error {}
}
