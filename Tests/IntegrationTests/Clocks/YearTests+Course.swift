import CairnDomain
import CairnMessages
import EventCoding
import EventLog
import Foundation
import Identifiers
import RPC
import Testing

/// What happens in the year, and which times run out by it.
extension YearTests {
  /// A look at the hub, and when it is.
  static func rfc3339(_ moment: Int64) -> String {
    ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: Double(moment / 1_000_000)))
  }

  /// Does what is to be done at a look.
  static func act(
    _ client: FrameClient, _ referred: inout [Referred], look: Int, refers: Bool
  ) async throws {
    let occurredAt = rfc3339(moment(ofLook: look))
    for one in referred {
      if one.course.acknowledged.map({ one.look + $0 == look }) ?? false {
        try await acknowledge(client, one, occurredAt)
      }
      if one.course.answered.map({ one.look + $0 == look }) ?? false { try await answer(client, one, occurredAt) }
      if one.course.decided.map({ one.look + $0 == look }) ?? false {
        try await client.decide(.earlyHelp, on: one.caseID, occurredAt: occurredAt)
      }
    }
    guard refers else { return }
    let referral = try await client.refer(occurredAt: occurredAt)
    let caseID = referral.caseIDs[0]
    let request = try await client.request("st-marys", about: caseID, occurredAt: occurredAt)
    let course = Course.all[referred.count % Course.all.count]
    let one = Referred(
      referralID: referral.referralID, caseID: caseID, requestID: request.requestID, course: course, look: look)
    referred.append(one)
    if course.acknowledged == 0 { try await acknowledge(client, one, occurredAt) }
    if course.answered == 0 { try await answer(client, one, occurredAt) }
    if course.decided == 0 { try await client.decide(.earlyHelp, on: caseID, occurredAt: occurredAt) }
  }

  private static func acknowledge(_ client: FrameClient, _ one: Referred, _ occurredAt: String) async throws {
    _ = try await client.ask(
      ReferralServiceMethods.acknowledgeReferrer,
      AcknowledgeReferrerRequest(
        context: Acting.screener.command(occurredAt: occurredAt), referralID: one.referralID), as: .screener)
  }

  private static func answer(_ client: FrameClient, _ one: Referred, _ occurredAt: String) async throws {
    _ = try await client.ask(
      InformationServiceMethods.respondToRequest,
      RespondToRequestRequest(
        context: Acting.hospital.command(occurredAt: occurredAt), caseID: one.caseID, requestID: one.requestID,
        nilReturn: NilReturn()), as: .hospital)
  }

  /// A time that ran out, as the log has it.
  struct Missed: Hashable {
    let stream: String
    let clock: ClockKind
    let dueAt: Int64
  }

  /// How often each stands in the log.
  static func missed(_ events: [OpenedEvent]) -> [Missed: Int] {
    events.reduce(into: [:]) { counts, opened in
      let stream = opened.stored.event.streamID.description
      switch opened.event {
      case .deadlineMissed(let missed):
        counts[Missed(stream: stream, clock: missed.clock, dueAt: missed.dueAtUs), default: 0] += 1
      case .acknowledgementMissed(let missed):
        counts[Missed(stream: stream, clock: .acknowledgement, dueAt: missed.dueAtUs), default: 0] += 1
      default: break
      }
    }
  }

  /// Those that must stand there, from what was due and what was done when: a time has run out if the hub was looked at
  /// behind it before what it waits for was done.
  static func expected(_ events: [OpenedEvent], _ referred: [Referred]) -> Set<Missed> {
    let byCase = Dictionary(uniqueKeysWithValues: referred.map { ($0.caseID, $0) })
    let byReferral = Dictionary(uniqueKeysWithValues: referred.map { ($0.referralID, $0) })
    var expected: Set<Missed> = []
    for opened in events {
      let stream = opened.stored.event.streamID.description
      func expect(_ clock: ClockKind, _ dueAt: Int64, of one: Referred?, doneAfter looks: Int?) {
        guard let one, runsOut(dueAt, before: looks.map { one.look + $0 }) else { return }
        expected.insert(Missed(stream: stream, clock: clock, dueAt: dueAt))
      }
      switch opened.event {
      case .referralReceived(let received, _):
        let one = byReferral[stream]
        expect(.acknowledgement, received.acknowledgementDueAtUs, of: one, doneAfter: one?.course.acknowledged)
      case .caseOpened(let opened):
        let one = byCase[stream]
        let gathered = [one?.course.answered, one?.course.decided].compactMap(\.self).min()
        expect(.information, opened.informationDueAtUs, of: one, doneAfter: gathered)
        expect(.decision, opened.decisionDueAtUs, of: one, doneAfter: one?.course.decided)
      case .informationRequested(let requested):
        let one = byCase[stream]
        expect(.response, requested.dueAtUs, of: one, doneAfter: one?.course.answered)
      default: break
      }
    }
    return expected
  }

  private static func runsOut(_ dueAt: Int64, before done: Int?) -> Bool {
    guard let done, done < 2 * days else { return true }
    // At a look, what ran out is recorded before anything is done.
    return moment(ofLook: done) > dueAt
  }
}
