import CairnMessages
import Identifiers

@testable import CairnDomain

extension SequenceWorld {
  /// Does what the hub does when a clock has run out: one command for each, under a name that has one effect for ever.
  mutating func recordMissed(ofCase number: Int) -> Outcome {
    let stream = SequenceIDs.childCase(number)
    var all: [StreamDecision] = []
    for clock in cases[number].state.opened?.clocks.unrecorded(before: now) ?? [] {
      guard let command = command(clock, on: stream) else { continue }
      do throws(Rejection) {
        let decisions = try CaseDecider.decide(command, on: stream, cases[number].state)
        record(decisions, agencyID: "hub")
        all += decisions
      } catch {
        return .failure(error)
      }
    }
    return .success(all)
  }

  mutating func recordMissed(ofReferral number: Int) -> Outcome {
    let stream = SequenceIDs.referral(number)
    guard case .received(let received) = referrals[number].state,
      let clock = received.unrecorded(before: now).first, let command = command(clock, on: stream)
    else { return .success([]) }
    do throws(Rejection) {
      let decisions = try ReferralDecider.decide(command, on: stream, referrals[number].state)
      record(decisions, agencyID: "hub")
      return .success(decisions)
    } catch {
      return .failure(error)
    }
  }

  /// `nil` if a command of that name was carried out before: it is answered, and changes nothing.
  private mutating func command(_ clock: CaseClock, on stream: Identifier128) -> RecordMissedDeadline? {
    guard missedNames.insert(RecordMissedDeadline.name(of: clock, on: stream)).inserted else { return nil }
    return RecordMissedDeadline(clock, commandID: Samples.identifier(1), nowMicroseconds: now)
  }
}
